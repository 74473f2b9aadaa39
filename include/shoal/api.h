// SHOAL_API: what libshoal.so exports. Everything is compiled with hidden visibility, so a public
// class with a member function that is not defined in its header is marked with it, and so is such
// a function or object.
#ifndef SHOAL_API_H_
#define SHOAL_API_H_

#define SHOAL_API __attribute__((visibility("default")))

#endif  // SHOAL_API_H_
