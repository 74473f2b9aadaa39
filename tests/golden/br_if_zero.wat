;; br_if on a value, and on its being zero.
(module
  (func $value (param i32) (result i32)
    (block (br_if 0 (local.get 0)) (return (i32.const 1)))
    (i32.const 2))
  (func $eqz (param i32) (result i32)
    (block (br_if 0 (i32.eqz (local.get 0))) (return (i32.const 1)))
    (i32.const 2))
  (func $eqz_eqz (param i32) (result i32)
    (block (br_if 0 (i32.eqz (i32.eqz (local.get 0)))) (return (i32.const 1)))
    (i32.const 2))
  (func $i64_eqz (param i64) (result i32)
    (block (br_if 0 (i64.eqz (local.get 0))) (return (i32.const 1)))
    (i32.const 2))
  (func $i64_not_eqz (param i64) (result i32)
    (block (br_if 0 (i32.eqz (i64.eqz (local.get 0)))) (return (i32.const 1)))
    (i32.const 2))
  (func $i64_ne_zero (param i64) (result i32)
    (block (br_if 0 (i64.ne (local.get 0) (i64.const 0))) (return (i32.const 1)))
    (i32.const 2))
  (func $eqz_compare (param i32 i32) (result i32)
    (block (br_if 0 (i32.eqz (i32.lt_s (local.get 0) (local.get 1)))) (return (i32.const 1)))
    (i32.const 2))
  (func $sum (param i32 i32) (result i32)
    (block (br_if 0 (i32.add (local.get 0) (local.get 1))) (return (i32.const 1)))
    (i32.const 2))
  ;; A subtraction knows whether its result is zero.
  (func $difference (param i32 i32) (result i32)
    (block (br_if 0 (i32.sub (local.get 0) (local.get 1))) (return (i32.const 1)))
    (i32.const 2))
  ;; So does a counter that is counted down.
  (func $decrement (param i32) (result i32)
    (loop $l (br_if $l (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
    (i32.const 2))
  (func $wrap (param i64) (result i32)
    (block (br_if 0 (i32.wrap_i64 (local.get 0))) (return (i32.const 1)))
    (i32.const 2))
  (func $const_compare (param i32) (result i32)
    (block (br_if 0 (i32.eq (local.get 0) (i32.const 0))) (return (i32.const 1)))
    (i32.const 2)))
;; $value
;;     x86-64: 6 instructions, 20 bytes                     | AArch64: 5 instructions, 20 bytes
;;   block
;;   local.get 0
;;   br_if 0
;;       test edi, edi                                      |   cbnz w2, L0
;;       jnz L0                                             |
;;   i32.const 1
;;   return
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       pop rbp                                            |   ldp x29, x30, [sp], #0x20
;;       ret                                                |   ret
;;   end
;;     L0:                                                  | L0:
;;   i32.const 2
;;   end
;;       mov eax, 0x2                                       |   movz w0, #0x2
;;
;; $eqz
;;     x86-64: 6 instructions, 20 bytes                     | AArch64: 5 instructions, 20 bytes
;;   block
;;   local.get 0
;;   i32.eqz
;;       test edi, edi                                      |
;;   br_if 0
;;       jz L0                                              |   cbz w2, L0
;;   i32.const 1
;;   return
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       pop rbp                                            |   ldp x29, x30, [sp], #0x20
;;       ret                                                |   ret
;;   end
;;     L0:                                                  | L0:
;;   i32.const 2
;;   end
;;       mov eax, 0x2                                       |   movz w0, #0x2
;;
;; $eqz_eqz
;;     x86-64: 6 instructions, 20 bytes                     | AArch64: 5 instructions, 20 bytes
;;   block
;;   local.get 0
;;   i32.eqz
;;       test edi, edi                                      |
;;   i32.eqz
;;   br_if 0
;;       jnz L0                                             |   cbnz w2, L0
;;   i32.const 1
;;   return
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       pop rbp                                            |   ldp x29, x30, [sp], #0x20
;;       ret                                                |   ret
;;   end
;;     L0:                                                  | L0:
;;   i32.const 2
;;   end
;;       mov eax, 0x2                                       |   movz w0, #0x2
;;
;; $i64_eqz
;;     x86-64: 6 instructions, 21 bytes                     | AArch64: 5 instructions, 20 bytes
;;   block
;;   local.get 0
;;   i64.eqz
;;       test rdi, rdi                                      |
;;   br_if 0
;;       jz L0                                              |   cbz x2, L0
;;   i32.const 1
;;   return
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       pop rbp                                            |   ldp x29, x30, [sp], #0x20
;;       ret                                                |   ret
;;   end
;;     L0:                                                  | L0:
;;   i32.const 2
;;   end
;;       mov eax, 0x2                                       |   movz w0, #0x2
;;
;; $i64_not_eqz
;;     x86-64: 6 instructions, 21 bytes                     | AArch64: 5 instructions, 20 bytes
;;   block
;;   local.get 0
;;   i64.eqz
;;       test rdi, rdi                                      |
;;   i32.eqz
;;   br_if 0
;;       jnz L0                                             |   cbnz x2, L0
;;   i32.const 1
;;   return
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       pop rbp                                            |   ldp x29, x30, [sp], #0x20
;;       ret                                                |   ret
;;   end
;;     L0:                                                  | L0:
;;   i32.const 2
;;   end
;;       mov eax, 0x2                                       |   movz w0, #0x2
;;
;; $i64_ne_zero
;;     x86-64: 6 instructions, 21 bytes                     | AArch64: 5 instructions, 20 bytes
;;   block
;;   local.get 0
;;   i64.const 0
;;   i64.ne
;;       test rdi, rdi                                      |
;;   br_if 0
;;       jnz L0                                             |   cbnz x2, L0
;;   i32.const 1
;;   return
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       pop rbp                                            |   ldp x29, x30, [sp], #0x20
;;       ret                                                |   ret
;;   end
;;     L0:                                                  | L0:
;;   i32.const 2
;;   end
;;       mov eax, 0x2                                       |   movz w0, #0x2
;;
;; $eqz_compare
;;     x86-64: 6 instructions, 21 bytes                     | AArch64: 6 instructions, 24 bytes
;;   block
;;   local.get 0
;;   local.get 1
;;   i32.lt_s
;;       cmp edi, r8d                                       |   cmp w2, w3
;;   i32.eqz
;;   br_if 0
;;       jnl L0                                             |   b.ge L0
;;   i32.const 1
;;   return
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       pop rbp                                            |   ldp x29, x30, [sp], #0x20
;;       ret                                                |   ret
;;   end
;;     L0:                                                  | L0:
;;   i32.const 2
;;   end
;;       mov eax, 0x2                                       |   movz w0, #0x2
;;
;; $sum
;;     x86-64: 7 instructions, 24 bytes                     | AArch64: 6 instructions, 24 bytes
;;   block
;;   local.get 0
;;   local.get 1
;;   i32.add
;;   br_if 0
;;       lea eax, [rdi+r8]                                  |   add w0, w2, w3
;;       test eax, eax                                      |   cbnz w0, L0
;;       jnz L0                                             |
;;   i32.const 1
;;   return
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       pop rbp                                            |   ldp x29, x30, [sp], #0x20
;;       ret                                                |   ret
;;   end
;;     L0:                                                  | L0:
;;   i32.const 2
;;   end
;;       mov eax, 0x2                                       |   movz w0, #0x2
;;
;; $difference
;;     x86-64: 7 instructions, 23 bytes                     | AArch64: 6 instructions, 24 bytes
;;   block
;;   local.get 0
;;   local.get 1
;;   i32.sub
;;       mov eax, edi                                       |   sub w0, w2, w3
;;       sub eax, r8d                                       |
;;   br_if 0
;;       jnz L0                                             |   cbnz w0, L0
;;   i32.const 1
;;   return
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       pop rbp                                            |   ldp x29, x30, [sp], #0x20
;;       ret                                                |   ret
;;   end
;;     L0:                                                  | L0:
;;   i32.const 2
;;   end
;;       mov eax, 0x2                                       |   movz w0, #0x2
;;
;; $decrement
;;     x86-64: 4 instructions, 13 bytes                     | AArch64: 3 instructions, 12 bytes
;;   loop
;;       nop [rax], eax                                     | L0:
;;     L0:                                                  |
;;   local.get 0
;;   i32.const 1
;;   i32.sub
;;       add edi, -0x1                                      |   sub w2, w2, #1
;;   local.tee 0
;;   br_if 0
;;       jnz L0                                             |   cbnz w2, L0
;;   end
;;   i32.const 2
;;   end
;;       mov eax, 0x2                                       |   movz w0, #0x2
;;
;; $wrap
;;     x86-64: 7 instructions, 22 bytes                     | AArch64: 6 instructions, 24 bytes
;;   block
;;   local.get 0
;;   i32.wrap_i64
;;       mov eax, edi                                       |   mov w0, w2
;;   br_if 0
;;       test eax, eax                                      |   cbnz w0, L0
;;       jnz L0                                             |
;;   i32.const 1
;;   return
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       pop rbp                                            |   ldp x29, x30, [sp], #0x20
;;       ret                                                |   ret
;;   end
;;     L0:                                                  | L0:
;;   i32.const 2
;;   end
;;       mov eax, 0x2                                       |   movz w0, #0x2
;;
;; $const_compare
;;     x86-64: 6 instructions, 20 bytes                     | AArch64: 5 instructions, 20 bytes
;;   block
;;   local.get 0
;;   i32.const 0
;;   i32.eq
;;       test edi, edi                                      |
;;   br_if 0
;;       jz L0                                              |   cbz w2, L0
;;   i32.const 1
;;   return
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       pop rbp                                            |   ldp x29, x30, [sp], #0x20
;;       ret                                                |   ret
;;   end
;;     L0:                                                  | L0:
;;   i32.const 2
;;   end
;;       mov eax, 0x2                                       |   movz w0, #0x2
