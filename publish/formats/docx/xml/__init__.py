"""The XML of Word: elements and mathematics."""
