/* A library that is taken away after a plugin was linked against it. */
__attribute__((visibility("default"))) int hostile_absent(void);
int hostile_absent(void) { return 1; }
