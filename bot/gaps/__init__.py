"""What people asked and got no answer to: noted as it happens, and turned into a list of what to write in the YAML."""
