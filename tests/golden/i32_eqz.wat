;; Zero tests of a value, of a zero test, of comparisons.
(module
  (memory 1)
  (func $once (param i32) (result i32) (i32.eqz (local.get 0)))
  (func $twice (param i32) (result i32) (i32.eqz (i32.eqz (local.get 0))))
  (func $three_times (param i32) (result i32) (i32.eqz (i32.eqz (i32.eqz (local.get 0)))))
  (func $of_compare (param i32 i32) (result i32) (i32.eqz (i32.lt_u (local.get 0) (local.get 1))))
  (func $of_float_compare (param f64 f64) (result i32)
    (i32.eqz (f64.lt (local.get 0) (local.get 1))))
  (func $of_and (param i32 i32) (result i32) (i32.eqz (i32.and (local.get 0) (local.get 1))))
  (func $of_bit (param i32) (result i32) (i32.eqz (i32.and (local.get 0) (i32.const 8))))
  (func $of_sub (param i32 i32) (result i32) (i32.eqz (i32.sub (local.get 0) (local.get 1))))
  (func $of_load (param i32) (result i32) (i32.eqz (i32.load (local.get 0)))))
;; $once
;;     x86-64: 3 instructions, 8 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.eqz
;;       test edi, edi                                      |   cmp w2, #0
;;       setz al                                            |   cset w0, eq
;;       movzx eax, al                                      |
;;   end
;;
;; $twice
;;     x86-64: 3 instructions, 8 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.eqz
;;       test edi, edi                                      |   cmp w2, #0
;;   i32.eqz
;;       setnz al                                           |   cset w0, ne
;;       movzx eax, al                                      |
;;   end
;;
;; $three_times
;;     x86-64: 3 instructions, 8 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.eqz
;;       test edi, edi                                      |   cmp w2, #0
;;   i32.eqz
;;   i32.eqz
;;       setz al                                            |   cset w0, eq
;;       movzx eax, al                                      |
;;   end
;;
;; $of_compare
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.lt_u
;;       cmp edi, r8d                                       |   cmp w2, w3
;;   i32.eqz
;;       setnb al                                           |   cset w0, hs
;;       movzx eax, al                                      |
;;   end
;;
;; $of_float_compare
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   f64.lt
;;       vucomisd xmm7, xmm6                                |   fcmp d2, d3
;;   i32.eqz
;;       setbe al                                           |   cset w0, pl
;;       movzx eax, al                                      |
;;   end
;;
;; $of_and
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.and
;;       test edi, r8d                                      |   tst w2, w3
;;   i32.eqz
;;       setz al                                            |   cset w0, eq
;;       movzx eax, al                                      |
;;   end
;;
;; $of_bit
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const 8
;;   i32.and
;;       test dil, 0x8                                      |   tst w2, #8
;;   i32.eqz
;;       setz al                                            |   cset w0, eq
;;       movzx eax, al                                      |
;;   end
;;
;; $of_sub
;;     x86-64: 4 instructions, 11 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   local.get 1
;;   i32.sub
;;       mov eax, edi                                       |   sub w0, w2, w3
;;       sub eax, r8d                                       |
;;   i32.eqz
;;       setz al                                            |   cmp w0, #0
;;       movzx eax, al                                      |   cset w0, eq
;;   end
;;
;; $of_load
;;     x86-64: 4 instructions, 12 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   i32.load
;;       mov eax, [r15+rdi]  ; out of bounds                |   ldr w0, [x27, w2, uxtw]  ; out of bounds
;;   i32.eqz
;;       test eax, eax                                      |   cmp w0, #0
;;       setz al                                            |   cset w0, eq
;;       movzx eax, al                                      |
;;   end
