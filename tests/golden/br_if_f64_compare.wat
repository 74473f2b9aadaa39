;; br_if on a comparison of f64: one compare, one branch; NaN takes the right way.
(module
  (func $eq (param f64 f64) (result i32)
    (block (br_if 0 (f64.eq (local.get 0) (local.get 1))) (return (i32.const 1)))
    (i32.const 2))
  (func $ne (param f64 f64) (result i32)
    (block (br_if 0 (f64.ne (local.get 0) (local.get 1))) (return (i32.const 1)))
    (i32.const 2))
  (func $lt (param f64 f64) (result i32)
    (block (br_if 0 (f64.lt (local.get 0) (local.get 1))) (return (i32.const 1)))
    (i32.const 2))
  (func $gt (param f64 f64) (result i32)
    (block (br_if 0 (f64.gt (local.get 0) (local.get 1))) (return (i32.const 1)))
    (i32.const 2))
  (func $le (param f64 f64) (result i32)
    (block (br_if 0 (f64.le (local.get 0) (local.get 1))) (return (i32.const 1)))
    (i32.const 2))
  (func $ge (param f64 f64) (result i32)
    (block (br_if 0 (f64.ge (local.get 0) (local.get 1))) (return (i32.const 1)))
    (i32.const 2))
  (func $not_eq (param f64 f64) (result i32)
    (block (br_if 0 (i32.eqz (f64.eq (local.get 0) (local.get 1)))) (return (i32.const 1)))
    (i32.const 2))
  (func $not_ne (param f64 f64) (result i32)
    (block (br_if 0 (i32.eqz (f64.ne (local.get 0) (local.get 1)))) (return (i32.const 1)))
    (i32.const 2))
  (func $not_lt (param f64 f64) (result i32)
    (block (br_if 0 (i32.eqz (f64.lt (local.get 0) (local.get 1)))) (return (i32.const 1)))
    (i32.const 2))
  (func $not_gt (param f64 f64) (result i32)
    (block (br_if 0 (i32.eqz (f64.gt (local.get 0) (local.get 1)))) (return (i32.const 1)))
    (i32.const 2))
  (func $not_le (param f64 f64) (result i32)
    (block (br_if 0 (i32.eqz (f64.le (local.get 0) (local.get 1)))) (return (i32.const 1)))
    (i32.const 2))
  (func $not_ge (param f64 f64) (result i32)
    (block (br_if 0 (i32.eqz (f64.ge (local.get 0) (local.get 1)))) (return (i32.const 1)))
    (i32.const 2)))
;; $eq
;;     x86-64: 7 instructions, 28 bytes                     | AArch64: 6 instructions, 24 bytes
;;   block
;;   local.get 0
;;   local.get 1
;;   f64.eq
;;       vucomisd xmm6, xmm7                                |   fcmp d2, d3
;;   br_if 0
;;       jp L0                                              |   b.eq L0
;;       jz L1                                              |
;;     L0:                                                  |
;;   i32.const 1
;;   return
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       pop rbp                                            |   ldp x29, x30, [sp], #0x20
;;       ret                                                |   ret
;;   end
;;     L1:                                                  | L0:
;;   i32.const 2
;;   end
;;       mov eax, 0x2                                       |   movz w0, #0x2
;;
;; $ne
;;     x86-64: 7 instructions, 28 bytes                     | AArch64: 6 instructions, 24 bytes
;;   block
;;   local.get 0
;;   local.get 1
;;   f64.ne
;;       vucomisd xmm6, xmm7                                |   fcmp d2, d3
;;   br_if 0
;;       jp L0                                              |   b.ne L0
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
;; $lt
;;     x86-64: 6 instructions, 22 bytes                     | AArch64: 6 instructions, 24 bytes
;;   block
;;   local.get 0
;;   local.get 1
;;   f64.lt
;;       vucomisd xmm7, xmm6                                |   fcmp d2, d3
;;   br_if 0
;;       jnbe L0                                            |   b.mi L0
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
;; $gt
;;     x86-64: 6 instructions, 22 bytes                     | AArch64: 6 instructions, 24 bytes
;;   block
;;   local.get 0
;;   local.get 1
;;   f64.gt
;;       vucomisd xmm6, xmm7                                |   fcmp d2, d3
;;   br_if 0
;;       jnbe L0                                            |   b.gt L0
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
;; $le
;;     x86-64: 6 instructions, 22 bytes                     | AArch64: 6 instructions, 24 bytes
;;   block
;;   local.get 0
;;   local.get 1
;;   f64.le
;;       vucomisd xmm7, xmm6                                |   fcmp d2, d3
;;   br_if 0
;;       jnb L0                                             |   b.ls L0
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
;; $ge
;;     x86-64: 6 instructions, 22 bytes                     | AArch64: 6 instructions, 24 bytes
;;   block
;;   local.get 0
;;   local.get 1
;;   f64.ge
;;       vucomisd xmm6, xmm7                                |   fcmp d2, d3
;;   br_if 0
;;       jnb L0                                             |   b.ge L0
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
;; $not_eq
;;     x86-64: 7 instructions, 28 bytes                     | AArch64: 6 instructions, 24 bytes
;;   block
;;   local.get 0
;;   local.get 1
;;   f64.eq
;;       vucomisd xmm6, xmm7                                |   fcmp d2, d3
;;   i32.eqz
;;   br_if 0
;;       jp L0                                              |   b.ne L0
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
;; $not_ne
;;     x86-64: 7 instructions, 28 bytes                     | AArch64: 6 instructions, 24 bytes
;;   block
;;   local.get 0
;;   local.get 1
;;   f64.ne
;;       vucomisd xmm6, xmm7                                |   fcmp d2, d3
;;   i32.eqz
;;   br_if 0
;;       jp L0                                              |   b.eq L0
;;       jz L1                                              |
;;     L0:                                                  |
;;   i32.const 1
;;   return
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       pop rbp                                            |   ldp x29, x30, [sp], #0x20
;;       ret                                                |   ret
;;   end
;;     L1:                                                  | L0:
;;   i32.const 2
;;   end
;;       mov eax, 0x2                                       |   movz w0, #0x2
;;
;; $not_lt
;;     x86-64: 6 instructions, 22 bytes                     | AArch64: 6 instructions, 24 bytes
;;   block
;;   local.get 0
;;   local.get 1
;;   f64.lt
;;       vucomisd xmm7, xmm6                                |   fcmp d2, d3
;;   i32.eqz
;;   br_if 0
;;       jbe L0                                             |   b.pl L0
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
;; $not_gt
;;     x86-64: 6 instructions, 22 bytes                     | AArch64: 6 instructions, 24 bytes
;;   block
;;   local.get 0
;;   local.get 1
;;   f64.gt
;;       vucomisd xmm6, xmm7                                |   fcmp d2, d3
;;   i32.eqz
;;   br_if 0
;;       jbe L0                                             |   b.le L0
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
;; $not_le
;;     x86-64: 6 instructions, 22 bytes                     | AArch64: 6 instructions, 24 bytes
;;   block
;;   local.get 0
;;   local.get 1
;;   f64.le
;;       vucomisd xmm7, xmm6                                |   fcmp d2, d3
;;   i32.eqz
;;   br_if 0
;;       jb L0                                              |   b.hi L0
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
;; $not_ge
;;     x86-64: 6 instructions, 22 bytes                     | AArch64: 6 instructions, 24 bytes
;;   block
;;   local.get 0
;;   local.get 1
;;   f64.ge
;;       vucomisd xmm6, xmm7                                |   fcmp d2, d3
;;   i32.eqz
;;   br_if 0
;;       jb L0                                              |   b.lt L0
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
