// Prepares a Jenkins without plugins for the contract suite, as a script of init.groovy.d: an administrator, an ordinary
// user, and a job that both may build. Anonymous users may read nothing.

import hudson.model.FreeStyleProject
import hudson.model.Item
import hudson.security.ACL
import hudson.security.AuthorizationStrategy
import hudson.security.HudsonPrivateSecurityRealm
import java.util.function.BiFunction
import jenkins.model.Jenkins

class ContractStrategy extends AuthorizationStrategy {
    ACL getRootACL() {
        def everybody = [Jenkins.READ, Item.READ, Item.BUILD]
        ACL.lambda2({ user, permission ->
            user.name in ['admin', 'SYSTEM'] || (user.name == 'alice' && permission in everybody)
        } as BiFunction)
    }

    Collection<String> getGroups() { [] }
}

def jenkins = Jenkins.get()
def realm = new HudsonPrivateSecurityRealm(false)
realm.createAccount('admin', 'admin-pw')
realm.createAccount('alice', 'alice-pw')
jenkins.securityRealm = realm
jenkins.authorizationStrategy = new ContractStrategy()
if (jenkins.getItem('testJob') == null) jenkins.createProject(FreeStyleProject, 'testJob')
