;; br_if on bits of a value.
(module
  (func $bit_0 (param i32) (result i32)
    (block (br_if 0 (i32.and (local.get 0) (i32.const 1))) (return (i32.const 1)))
    (i32.const 2))
  (func $bit_0_eqz (param i32) (result i32)
    (block (br_if 0 (i32.eqz (i32.and (local.get 0) (i32.const 1)))) (return (i32.const 1)))
    (i32.const 2))
  (func $bit_20 (param i32) (result i32)
    (block (br_if 0 (i32.and (local.get 0) (i32.const 0x100000))) (return (i32.const 1)))
    (i32.const 2))
  (func $bit_31 (param i32) (result i32)
    (block (br_if 0 (i32.and (local.get 0) (i32.const 0x80000000))) (return (i32.const 1)))
    (i32.const 2))
  (func $mask (param i32) (result i32)
    (block (br_if 0 (i32.and (local.get 0) (i32.const 0xff0))) (return (i32.const 1)))
    (i32.const 2))
  (func $mask_eqz (param i32) (result i32)
    (block (br_if 0 (i32.eqz (i32.and (local.get 0) (i32.const 7)))) (return (i32.const 1)))
    (i32.const 2))
  (func $no_run (param i32) (result i32)
    (block (br_if 0 (i32.and (local.get 0) (i32.const 0x12345))) (return (i32.const 1)))
    (i32.const 2))
  (func $two_locals (param i32 i32) (result i32)
    (block (br_if 0 (i32.and (local.get 0) (local.get 1))) (return (i32.const 1)))
    (i32.const 2))
  (func $two_locals_eqz (param i32 i32) (result i32)
    (block (br_if 0 (i32.eqz (i32.and (local.get 0) (local.get 1)))) (return (i32.const 1)))
    (i32.const 2))
  (func $shifted_bit (param i32) (result i32)
    (block
      (br_if 0 (i32.and (i32.shr_u (local.get 0) (i32.const 5)) (i32.const 1)))
      (return (i32.const 1)))
    (i32.const 2))
  (func $variable_bit (param i32 i32) (result i32)
    (block
      (br_if 0 (i32.and (i32.shr_u (local.get 0) (local.get 1)) (i32.const 1)))
      (return (i32.const 1)))
    (i32.const 2))
  (func $negative (param i32) (result i32)
    (block (br_if 0 (i32.lt_s (local.get 0) (i32.const 0))) (return (i32.const 1)))
    (i32.const 2))
  (func $not_negative (param i32) (result i32)
    (block (br_if 0 (i32.ge_s (local.get 0) (i32.const 0))) (return (i32.const 1)))
    (i32.const 2))
  (func $above_minus_one (param i32) (result i32)
    (block (br_if 0 (i32.gt_s (local.get 0) (i32.const -1))) (return (i32.const 1)))
    (i32.const 2))
  (func $i64_bit_40 (param i64) (result i32)
    (block
      (br_if 0 (i64.ne (i64.and (local.get 0) (i64.const 0x10000000000)) (i64.const 0)))
      (return (i32.const 1)))
    (i32.const 2))
  (func $i64_bit_eqz (param i64) (result i32)
    (block (br_if 0 (i64.eqz (i64.and (local.get 0) (i64.const 4)))) (return (i32.const 1)))
    (i32.const 2))
  (func $i64_negative (param i64) (result i32)
    (block (br_if 0 (i64.lt_s (local.get 0) (i64.const 0))) (return (i32.const 1)))
    (i32.const 2)))
;; $bit_0
;;     x86-64: 6 instructions, 22 bytes                     | AArch64: 5 instructions, 20 bytes
;;   block
;;   local.get 0
;;   i32.const 1
;;   i32.and
;;       test dil, 0x1                                      |
;;   br_if 0
;;       jnz L0                                             |   tbnz w2, #0, L0
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
;; $bit_0_eqz
;;     x86-64: 6 instructions, 22 bytes                     | AArch64: 5 instructions, 20 bytes
;;   block
;;   local.get 0
;;   i32.const 1
;;   i32.and
;;       test dil, 0x1                                      |
;;   i32.eqz
;;   br_if 0
;;       jz L0                                              |   tbz w2, #0, L0
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
;; $bit_20
;;     x86-64: 6 instructions, 24 bytes                     | AArch64: 5 instructions, 20 bytes
;;   block
;;   local.get 0
;;   i32.const 1048576
;;   i32.and
;;       test edi, 0x100000                                 |
;;   br_if 0
;;       jnz L0                                             |   tbnz w2, #0x14, L0
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
;; $bit_31
;;     x86-64: 6 instructions, 24 bytes                     | AArch64: 5 instructions, 20 bytes
;;   block
;;   local.get 0
;;   i32.const -2147483648
;;   i32.and
;;       test edi, -0x80000000                              |
;;   br_if 0
;;       jnz L0                                             |   tbnz w2, #0x1f, L0
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
;; $mask
;;     x86-64: 6 instructions, 24 bytes                     | AArch64: 6 instructions, 24 bytes
;;   block
;;   local.get 0
;;   i32.const 4080
;;   i32.and
;;       test edi, 0xff0                                    |   tst w2, #0xff0
;;   br_if 0
;;       jnz L0                                             |   b.ne L0
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
;; $mask_eqz
;;     x86-64: 6 instructions, 22 bytes                     | AArch64: 6 instructions, 24 bytes
;;   block
;;   local.get 0
;;   i32.const 7
;;   i32.and
;;       test dil, 0x7                                      |   tst w2, #7
;;   i32.eqz
;;   br_if 0
;;       jz L0                                              |   b.eq L0
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
;; $no_run
;;     x86-64: 6 instructions, 24 bytes                     | AArch64: 8 instructions, 32 bytes
;;   block
;;   local.get 0
;;   i32.const 74565
;;   i32.and
;;       test edi, 0x12345                                  |   movz w0, #0x2345
;;                                                          |   movk w0, #0x1, lsl #16
;;                                                          |   tst w2, w0
;;   br_if 0
;;       jnz L0                                             |   b.ne L0
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
;; $two_locals
;;     x86-64: 6 instructions, 21 bytes                     | AArch64: 6 instructions, 24 bytes
;;   block
;;   local.get 0
;;   local.get 1
;;   i32.and
;;       test edi, r8d                                      |   tst w2, w3
;;   br_if 0
;;       jnz L0                                             |   b.ne L0
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
;; $two_locals_eqz
;;     x86-64: 6 instructions, 21 bytes                     | AArch64: 6 instructions, 24 bytes
;;   block
;;   local.get 0
;;   local.get 1
;;   i32.and
;;       test edi, r8d                                      |   tst w2, w3
;;   i32.eqz
;;   br_if 0
;;       jz L0                                              |   b.eq L0
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
;; $shifted_bit
;;     x86-64: 8 instructions, 25 bytes                     | AArch64: 5 instructions, 20 bytes
;;   block
;;   local.get 0
;;   i32.const 5
;;   i32.shr_u
;;       mov eax, edi                                       |
;;       shr eax, 0x5                                       |
;;   i32.const 1
;;   i32.and
;;       test al, 0x1                                       |
;;   br_if 0
;;       jnz L0                                             |   tbnz w2, #5, L0
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
;; $variable_bit
;;     x86-64: 7 instructions, 25 bytes                     | AArch64: 6 instructions, 24 bytes
;;   block
;;   local.get 0
;;   local.get 1
;;   i32.shr_u
;;       shrx eax, edi, r8d                                 |   lsr w0, w2, w3
;;   i32.const 1
;;   i32.and
;;       test al, 0x1                                       |
;;   br_if 0
;;       jnz L0                                             |   tbnz w0, #0, L0
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
;; $negative
;;     x86-64: 6 instructions, 20 bytes                     | AArch64: 5 instructions, 20 bytes
;;   block
;;   local.get 0
;;   i32.const 0
;;   i32.lt_s
;;       test edi, edi                                      |
;;   br_if 0
;;       jl L0                                              |   tbnz w2, #0x1f, L0
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
;; $not_negative
;;     x86-64: 6 instructions, 20 bytes                     | AArch64: 5 instructions, 20 bytes
;;   block
;;   local.get 0
;;   i32.const 0
;;   i32.ge_s
;;       test edi, edi                                      |
;;   br_if 0
;;       jnl L0                                             |   tbz w2, #0x1f, L0
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
;; $above_minus_one
;;     x86-64: 6 instructions, 20 bytes                     | AArch64: 5 instructions, 20 bytes
;;   block
;;   local.get 0
;;   i32.const -1
;;   i32.gt_s
;;       test edi, edi                                      |
;;   br_if 0
;;       jnl L0                                             |   tbz w2, #0x1f, L0
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
;; $i64_bit_40
;;     x86-64: 7 instructions, 31 bytes                     | AArch64: 6 instructions, 24 bytes
;;   block
;;   local.get 0
;;   i64.const 1099511627776
;;   i64.and
;;       mov rax, 0x10000000000                             |   and x0, x2, #0x10000000000
;;       and rax, rdi                                       |
;;   i64.const 0
;;   i64.ne
;;   br_if 0
;;       jnz L0                                             |   cbnz x0, L0
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
;; $i64_bit_eqz
;;     x86-64: 6 instructions, 22 bytes                     | AArch64: 5 instructions, 20 bytes
;;   block
;;   local.get 0
;;   i64.const 4
;;   i64.and
;;       test dil, 0x4                                      |
;;   i64.eqz
;;   br_if 0
;;       jz L0                                              |   tbz w2, #2, L0
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
;; $i64_negative
;;     x86-64: 6 instructions, 21 bytes                     | AArch64: 5 instructions, 20 bytes
;;   block
;;   local.get 0
;;   i64.const 0
;;   i64.lt_s
;;       test rdi, rdi                                      |
;;   br_if 0
;;       jl L0                                              |   tbnz x2, #0x3f, L0
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
