"""Labels: records, reading, checking. Enters: TOML and articles. Leaves: labels whose evidence was found."""
