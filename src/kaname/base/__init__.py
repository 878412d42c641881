"""What every room stands on: errors, dates, files, languages, the workspace."""
