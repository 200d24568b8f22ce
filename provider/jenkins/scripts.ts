/** What a script of ours can do. */
export type ScriptOperation = "generate" | "list" | "listAll" | "rename" | "revoke" | "identify" | "examine";

/** Starts the first line of each script, and the one line of its output that counts. */
export const marker = "pulumi-jenkins-api-token";

/**
 * The Groovy text of an operation. Values travel as data, base64 of JSON, and are never pasted into the program: no
 * user ID or token name can become code.
 */
export function toScript(operation: ScriptOperation, given: Readonly<Record<string, unknown>>): string {
  const data = Buffer.from(JSON.stringify(given), "utf8").toString("base64");
  return [
    `// ${marker} ${operation}`,
    `def given = new groovy.json.JsonSlurper().parseText(new String('${data}'.decodeBase64(), 'UTF-8'))`,
    // On a line of its own, whatever was printed before.
    `def answer = { Map result -> println('\\n${marker}:' + groovy.json.JsonOutput.toJson(result)) }`,
    toBody(operation),
  ].join("\n");
}

function toBody(operation: ScriptOperation): string {
  if (operation === "identify") return identify;
  if (operation === "examine") return user + examine;
  if (operation === "listAll") return toListed + listAll;
  return user + property + bodies[operation];
}

const identify = `
def controller = jenkins.model.Jenkins.get()
answer(ok: true, securityRealm: controller.securityRealm.class.name)
`;

// `true` instead of `false` would create the user: a ghost whom the security realm doesn't know.
const user = `
def user = hudson.model.User.getById(given.username, false)
if (user == null) { answer(ok: false, error: 'unknownUser'); return }
`;

/** Checks what Jenkins itself checks before it creates a token by REST. */
const examine = `
def descriptor = jenkins.model.Jenkins.get().getDescriptorOrDie(jenkins.security.ApiTokenProperty)
def hasProperty = user.getProperty(jenkins.security.ApiTokenProperty) != null
answer(ok: true, hasProperty: hasProperty, canGenerate: descriptor.hasCurrentUserRightToGenerateNewToken(user))
`;

const property = `
def property = user.getProperty(jenkins.security.ApiTokenProperty)
if (property == null) { answer(ok: false, error: 'noApiTokenProperty'); return }
def can = { String method, Class... types -> !property.metaClass.respondsTo(property, method, types as Object[]).isEmpty() }
`;

/**
 * What the user's page shows, and the last day itself, which only the private field holds in every version that has one:
 * the text beside it is in the controller's language.
 */
const toListed = `
def areCounted = jenkins.security.apitoken.ApiTokenPropertyConfiguration.get().usageStatisticsEnabled
def toListed = { owned ->
  def expiries = owned.tokenStore.tokenListSortedByName.collectEntries { token ->
    def field = token.class.declaredFields.find { it.name == 'expirationDate' }
    field?.accessible = true
    [token.uuid, [isKnown: field != null, lastDay: field?.get(token)]]
  }
  owned.tokenList.collect {
    def expiry = expiries[it.uuid] ?: [isKnown: false, lastDay: null]
    [
      tokenUuid: it.uuid, tokenName: it.name, creationDate: it.creationDate?.time, isLegacy: it.isLegacy,
      useCounter: areCounted ? it.useCounter : null, lastUseDate: areCounted ? it.lastUseDate?.time : null,
      expirationDate: expiry.lastDay?.toString(), isExpired: expiry.lastDay?.isBefore(java.time.LocalDate.now()) ?: false,
      neverExpires: expiry.isKnown ? expiry.lastDay == null : null
    ]
  }
}
`;

/**
 * The users after a given one, in the order of their IDs: at most as many as requested, and as many as have `mostTokens` tokens
 * together. A user with more than that is listed without them. Those of a directory who never logged in are none.
 */
const listAll = `
def users = hudson.model.User.getAll().sort(false) { it.id }.findAll { given.after == null || it.id > given.after }
def page = []
def count = 0
for (user in users.take(given.limit)) {
  def owned = user.getProperty(jenkins.security.ApiTokenProperty)
  def tokens = owned == null ? [] : toListed(owned)
  count += tokens.size()
  if (count > given.mostTokens && !page.isEmpty()) break
  page << [username: user.id, tokens: tokens.size() > given.mostTokens ? null : tokens]
}
answer(ok: true, isLast: page.size() == users.size(), users: page)
`;

/**
 * The property's own methods save the user; its store's don't, and an unsaved token is missing after a restart. Versions
 * before 2.260 have the store's alone.
 */
const bodies: Readonly<Record<Exclude<ScriptOperation, "identify" | "examine" | "listAll">, string>> = {
  generate: `
def today = java.time.LocalDate.now()
def expiresOn = given.expiresOn != null ? java.time.LocalDate.parse(given.expiresOn)
  : given.expiresInDays != null ? today.plusDays(given.expiresInDays) : null
if (expiresOn != null && !can('generateNewToken', String, java.time.LocalDate)) {
  answer(ok: false, error: 'expiryNotSupported'); return
}
if (expiresOn != null && expiresOn.isBefore(today)) { answer(ok: false, error: 'expiryInThePast'); return }
if (given.fixedValue != null && !can('addFixedNewToken', String, String)) {
  answer(ok: false, error: 'fixedValueNotSupported'); return
}
def expiry = expiresOn == null ? [] : [expiresOn]
def tokenUuid
def tokenValue
if (given.fixedValue != null) {
  tokenUuid = property.addFixedNewToken(given.tokenName, given.fixedValue, *expiry)
  tokenValue = given.fixedValue
} else {
  def token
  if (can('generateNewToken', String)) {
    token = property.generateNewToken(given.tokenName, *expiry)
  } else {
    token = property.tokenStore.generateNewToken(given.tokenName)
    user.save()
  }
  tokenUuid = token.tokenUuid
  tokenValue = token.plainValue
}
answer(ok: true, tokenUuid: tokenUuid, tokenValue: tokenValue, expirationDate: expiresOn?.toString())
`,
  list: `${toListed}
answer(ok: true, tokens: toListed(property))
`,
  rename: `
def found = property.tokenStore.renameToken(given.tokenUuid, given.tokenName)
if (found) user.save()
answer(ok: true, found: found)
`,
  revoke: `
if (can('revokeToken', String)) {
  property.revokeToken(given.tokenUuid)
} else {
  property.tokenStore.revokeToken(given.tokenUuid)
  property.tokenStats.removeId(given.tokenUuid)
  user.save()
}
answer(ok: true)
`,
};
