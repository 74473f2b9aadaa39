;; br_if on a comparison of i64: one compare, one branch.
(module
  (func $eq (param i64 i64) (result i32)
    (block (br_if 0 (i64.eq (local.get 0) (local.get 1))) (return (i32.const 1)))
    (i32.const 2))
  (func $ne (param i64 i64) (result i32)
    (block (br_if 0 (i64.ne (local.get 0) (local.get 1))) (return (i32.const 1)))
    (i32.const 2))
  (func $lt_s (param i64 i64) (result i32)
    (block (br_if 0 (i64.lt_s (local.get 0) (local.get 1))) (return (i32.const 1)))
    (i32.const 2))
  (func $lt_u (param i64 i64) (result i32)
    (block (br_if 0 (i64.lt_u (local.get 0) (local.get 1))) (return (i32.const 1)))
    (i32.const 2))
  (func $gt_s (param i64 i64) (result i32)
    (block (br_if 0 (i64.gt_s (local.get 0) (local.get 1))) (return (i32.const 1)))
    (i32.const 2))
  (func $gt_u (param i64 i64) (result i32)
    (block (br_if 0 (i64.gt_u (local.get 0) (local.get 1))) (return (i32.const 1)))
    (i32.const 2))
  (func $le_s (param i64 i64) (result i32)
    (block (br_if 0 (i64.le_s (local.get 0) (local.get 1))) (return (i32.const 1)))
    (i32.const 2))
  (func $le_u (param i64 i64) (result i32)
    (block (br_if 0 (i64.le_u (local.get 0) (local.get 1))) (return (i32.const 1)))
    (i32.const 2))
  (func $ge_s (param i64 i64) (result i32)
    (block (br_if 0 (i64.ge_s (local.get 0) (local.get 1))) (return (i32.const 1)))
    (i32.const 2))
  (func $ge_u (param i64 i64) (result i32)
    (block (br_if 0 (i64.ge_u (local.get 0) (local.get 1))) (return (i32.const 1)))
    (i32.const 2)))
;; $eq
;;     x86-64: 6 instructions, 21 bytes                     | AArch64: 6 instructions, 24 bytes
;;   block
;;   local.get 0
;;   local.get 1
;;   i64.eq
;;       cmp rdi, r8                                        |   cmp x2, x3
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
;; $ne
;;     x86-64: 6 instructions, 21 bytes                     | AArch64: 6 instructions, 24 bytes
;;   block
;;   local.get 0
;;   local.get 1
;;   i64.ne
;;       cmp rdi, r8                                        |   cmp x2, x3
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
;; $lt_s
;;     x86-64: 6 instructions, 21 bytes                     | AArch64: 6 instructions, 24 bytes
;;   block
;;   local.get 0
;;   local.get 1
;;   i64.lt_s
;;       cmp rdi, r8                                        |   cmp x2, x3
;;   br_if 0
;;       jl L0                                              |   b.lt L0
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
;; $lt_u
;;     x86-64: 6 instructions, 21 bytes                     | AArch64: 6 instructions, 24 bytes
;;   block
;;   local.get 0
;;   local.get 1
;;   i64.lt_u
;;       cmp rdi, r8                                        |   cmp x2, x3
;;   br_if 0
;;       jb L0                                              |   b.lo L0
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
;; $gt_s
;;     x86-64: 6 instructions, 21 bytes                     | AArch64: 6 instructions, 24 bytes
;;   block
;;   local.get 0
;;   local.get 1
;;   i64.gt_s
;;       cmp rdi, r8                                        |   cmp x2, x3
;;   br_if 0
;;       jnle L0                                            |   b.gt L0
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
;; $gt_u
;;     x86-64: 6 instructions, 21 bytes                     | AArch64: 6 instructions, 24 bytes
;;   block
;;   local.get 0
;;   local.get 1
;;   i64.gt_u
;;       cmp rdi, r8                                        |   cmp x2, x3
;;   br_if 0
;;       jnbe L0                                            |   b.hi L0
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
;; $le_s
;;     x86-64: 6 instructions, 21 bytes                     | AArch64: 6 instructions, 24 bytes
;;   block
;;   local.get 0
;;   local.get 1
;;   i64.le_s
;;       cmp rdi, r8                                        |   cmp x2, x3
;;   br_if 0
;;       jle L0                                             |   b.le L0
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
;; $le_u
;;     x86-64: 6 instructions, 21 bytes                     | AArch64: 6 instructions, 24 bytes
;;   block
;;   local.get 0
;;   local.get 1
;;   i64.le_u
;;       cmp rdi, r8                                        |   cmp x2, x3
;;   br_if 0
;;       jbe L0                                             |   b.ls L0
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
;; $ge_s
;;     x86-64: 6 instructions, 21 bytes                     | AArch64: 6 instructions, 24 bytes
;;   block
;;   local.get 0
;;   local.get 1
;;   i64.ge_s
;;       cmp rdi, r8                                        |   cmp x2, x3
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
;; $ge_u
;;     x86-64: 6 instructions, 21 bytes                     | AArch64: 6 instructions, 24 bytes
;;   block
;;   local.get 0
;;   local.get 1
;;   i64.ge_u
;;       cmp rdi, r8                                        |   cmp x2, x3
;;   br_if 0
;;       jnb L0                                             |   b.hs L0
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
