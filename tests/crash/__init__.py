"""A build that is killed, or whose disk fails, at any step leaves the old set or the new one."""
