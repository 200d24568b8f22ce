package jenkins.security;

/** The property as of Jenkins 2.260: it has methods of its own, which save the user. */
public class SavingProperty extends ApiTokenProperty {
  public TokenUuidAndPlainValue generateNewToken(String name) {
    TokenUuidAndPlainValue token = store.generateNewToken(name);
    user.save();
    return token;
  }

  public String addFixedNewToken(String name, String tokenPlainValue) {
    return saved(store.add(new TokenInfo(name)));
  }

  public void revokeToken(String tokenUuid) {
    store.revokeToken(tokenUuid);
    user.save();
  }

  String saved(String tokenUuid) {
    user.save();
    return tokenUuid;
  }
}
