"""Foreign bytes and templates are read in a child process with limits on time, memory, files and network."""
