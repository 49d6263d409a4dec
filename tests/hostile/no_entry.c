/* A shared library that is no plugin. */
int hostile_no_entry(void);
int hostile_no_entry(void) { return 1; }
