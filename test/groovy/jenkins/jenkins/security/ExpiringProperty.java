package jenkins.security;

import java.time.LocalDate;

/** The property as of Jenkins 2.548: tokens may expire. */
public class ExpiringProperty extends SavingProperty {
  public TokenUuidAndPlainValue generateNewToken(String name, LocalDate expirationDate) {
    return new TokenUuidAndPlainValue(saved(store.add(name, expirationDate)));
  }

  public String addFixedNewToken(String name, String tokenPlainValue, LocalDate expirationDate) {
    return saved(store.add(name, expirationDate));
  }

  /** For tests: when a token expires. */
  public Object expiryOf(String tokenUuid) {
    return getTokenList().stream().filter(token -> token.uuid.equals(tokenUuid)).findFirst().get().expiry;
  }
}
