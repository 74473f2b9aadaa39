// Hands the address of its own data to another: the address is a constant in the code unless it is
// compiled with -fPIC.
extern void take(int *p);
static int own = 3;
void pass(void) {
  take(&own);
  take(&own);
}
