"""From a source folder to a finished set of files, with the proof that nothing was lost."""
