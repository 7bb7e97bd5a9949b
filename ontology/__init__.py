"""What exists: vocabulary, domain records, identifiers, lexicons, errors."""
