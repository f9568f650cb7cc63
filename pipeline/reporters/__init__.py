"""Reports in the formats that people and machines read. Each is a pure function of a `Report`."""
