"""Question suites: YAML that says what people ask and what a good reply holds, and the means to run it."""
