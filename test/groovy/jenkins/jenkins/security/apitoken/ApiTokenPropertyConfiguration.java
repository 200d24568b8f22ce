package jenkins.security.apitoken;

/** The setting that uses of tokens are counted. */
public class ApiTokenPropertyConfiguration {
  private static final ApiTokenPropertyConfiguration instance = new ApiTokenPropertyConfiguration();

  private boolean usageStatisticsEnabled = true;

  public static ApiTokenPropertyConfiguration get() {
    return instance;
  }

  public boolean isUsageStatisticsEnabled() {
    return usageStatisticsEnabled;
  }

  public void setUsageStatisticsEnabled(boolean usageStatisticsEnabled) {
    this.usageStatisticsEnabled = usageStatisticsEnabled;
  }
}
