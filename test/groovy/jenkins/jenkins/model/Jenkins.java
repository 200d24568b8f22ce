package jenkins.model;

import jenkins.security.ApiTokenProperty;

/** The controller, as far as our scripts see it. */
public class Jenkins {
  private static final Jenkins instance = new Jenkins();

  public static Jenkins get() {
    return instance;
  }

  public Object getSecurityRealm() {
    return new hudson.security.Realm();
  }

  public Object getDescriptorOrDie(Class<?> type) {
    if (type != ApiTokenProperty.class) throw new AssertionError(type);
    return new ApiTokenProperty.DescriptorImpl();
  }
}
