"""What CSS can say and Word cannot show."""
