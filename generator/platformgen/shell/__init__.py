"""The world around the compiler: files, the site, a terminal. Nothing below imports it."""
