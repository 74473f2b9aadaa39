;; if on a comparison: the branch goes around, so the condition is negated.
(module
  (func $i32.eq (param i32 i32) (result i32)
    (if (result i32) (i32.eq (local.get 0) (local.get 1))
      (then (i32.const 1))
      (else (i32.const 2))))
  (func $i32.ne (param i32 i32) (result i32)
    (if (result i32) (i32.ne (local.get 0) (local.get 1))
      (then (i32.const 1))
      (else (i32.const 2))))
  (func $i32.lt_s (param i32 i32) (result i32)
    (if (result i32) (i32.lt_s (local.get 0) (local.get 1))
      (then (i32.const 1))
      (else (i32.const 2))))
  (func $i32.lt_u (param i32 i32) (result i32)
    (if (result i32) (i32.lt_u (local.get 0) (local.get 1))
      (then (i32.const 1))
      (else (i32.const 2))))
  (func $i32.gt_s (param i32 i32) (result i32)
    (if (result i32) (i32.gt_s (local.get 0) (local.get 1))
      (then (i32.const 1))
      (else (i32.const 2))))
  (func $i32.gt_u (param i32 i32) (result i32)
    (if (result i32) (i32.gt_u (local.get 0) (local.get 1))
      (then (i32.const 1))
      (else (i32.const 2))))
  (func $i32.le_s (param i32 i32) (result i32)
    (if (result i32) (i32.le_s (local.get 0) (local.get 1))
      (then (i32.const 1))
      (else (i32.const 2))))
  (func $i32.le_u (param i32 i32) (result i32)
    (if (result i32) (i32.le_u (local.get 0) (local.get 1))
      (then (i32.const 1))
      (else (i32.const 2))))
  (func $i32.ge_s (param i32 i32) (result i32)
    (if (result i32) (i32.ge_s (local.get 0) (local.get 1))
      (then (i32.const 1))
      (else (i32.const 2))))
  (func $i32.ge_u (param i32 i32) (result i32)
    (if (result i32) (i32.ge_u (local.get 0) (local.get 1))
      (then (i32.const 1))
      (else (i32.const 2))))
  (func $f64.eq (param f64 f64) (result i32)
    (if (result i32) (f64.eq (local.get 0) (local.get 1))
      (then (i32.const 1))
      (else (i32.const 2))))
  (func $f64.ne (param f64 f64) (result i32)
    (if (result i32) (f64.ne (local.get 0) (local.get 1))
      (then (i32.const 1))
      (else (i32.const 2))))
  (func $f64.lt (param f64 f64) (result i32)
    (if (result i32) (f64.lt (local.get 0) (local.get 1))
      (then (i32.const 1))
      (else (i32.const 2))))
  (func $f64.gt (param f64 f64) (result i32)
    (if (result i32) (f64.gt (local.get 0) (local.get 1))
      (then (i32.const 1))
      (else (i32.const 2))))
  (func $f64.le (param f64 f64) (result i32)
    (if (result i32) (f64.le (local.get 0) (local.get 1))
      (then (i32.const 1))
      (else (i32.const 2))))
  (func $f64.ge (param f64 f64) (result i32)
    (if (result i32) (f64.ge (local.get 0) (local.get 1))
      (then (i32.const 1))
      (else (i32.const 2)))))
;; $i32.eq
;;     x86-64: 5 instructions, 24 bytes                     | AArch64: 5 instructions, 20 bytes
;;   local.get 0
;;   local.get 1
;;   i32.eq
;;       cmp edi, r8d                                       |   cmp w2, w3
;;   if (result i32)
;;       jnz L0                                             |   b.ne L0
;;   i32.const 1
;;   else
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       jmp L1                                             |   b L1
;;   i32.const 2
;;   end
;;     L0:                                                  | L0:
;;       mov eax, 0x2                                       |   movz w0, #0x2
;;   end
;;     L1:                                                  | L1:
;;
;; $i32.ne
;;     x86-64: 5 instructions, 24 bytes                     | AArch64: 5 instructions, 20 bytes
;;   local.get 0
;;   local.get 1
;;   i32.ne
;;       cmp edi, r8d                                       |   cmp w2, w3
;;   if (result i32)
;;       jz L0                                              |   b.eq L0
;;   i32.const 1
;;   else
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       jmp L1                                             |   b L1
;;   i32.const 2
;;   end
;;     L0:                                                  | L0:
;;       mov eax, 0x2                                       |   movz w0, #0x2
;;   end
;;     L1:                                                  | L1:
;;
;; $i32.lt_s
;;     x86-64: 5 instructions, 24 bytes                     | AArch64: 5 instructions, 20 bytes
;;   local.get 0
;;   local.get 1
;;   i32.lt_s
;;       cmp edi, r8d                                       |   cmp w2, w3
;;   if (result i32)
;;       jnl L0                                             |   b.ge L0
;;   i32.const 1
;;   else
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       jmp L1                                             |   b L1
;;   i32.const 2
;;   end
;;     L0:                                                  | L0:
;;       mov eax, 0x2                                       |   movz w0, #0x2
;;   end
;;     L1:                                                  | L1:
;;
;; $i32.lt_u
;;     x86-64: 5 instructions, 24 bytes                     | AArch64: 5 instructions, 20 bytes
;;   local.get 0
;;   local.get 1
;;   i32.lt_u
;;       cmp edi, r8d                                       |   cmp w2, w3
;;   if (result i32)
;;       jnb L0                                             |   b.hs L0
;;   i32.const 1
;;   else
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       jmp L1                                             |   b L1
;;   i32.const 2
;;   end
;;     L0:                                                  | L0:
;;       mov eax, 0x2                                       |   movz w0, #0x2
;;   end
;;     L1:                                                  | L1:
;;
;; $i32.gt_s
;;     x86-64: 5 instructions, 24 bytes                     | AArch64: 5 instructions, 20 bytes
;;   local.get 0
;;   local.get 1
;;   i32.gt_s
;;       cmp edi, r8d                                       |   cmp w2, w3
;;   if (result i32)
;;       jle L0                                             |   b.le L0
;;   i32.const 1
;;   else
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       jmp L1                                             |   b L1
;;   i32.const 2
;;   end
;;     L0:                                                  | L0:
;;       mov eax, 0x2                                       |   movz w0, #0x2
;;   end
;;     L1:                                                  | L1:
;;
;; $i32.gt_u
;;     x86-64: 5 instructions, 24 bytes                     | AArch64: 5 instructions, 20 bytes
;;   local.get 0
;;   local.get 1
;;   i32.gt_u
;;       cmp edi, r8d                                       |   cmp w2, w3
;;   if (result i32)
;;       jbe L0                                             |   b.ls L0
;;   i32.const 1
;;   else
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       jmp L1                                             |   b L1
;;   i32.const 2
;;   end
;;     L0:                                                  | L0:
;;       mov eax, 0x2                                       |   movz w0, #0x2
;;   end
;;     L1:                                                  | L1:
;;
;; $i32.le_s
;;     x86-64: 5 instructions, 24 bytes                     | AArch64: 5 instructions, 20 bytes
;;   local.get 0
;;   local.get 1
;;   i32.le_s
;;       cmp edi, r8d                                       |   cmp w2, w3
;;   if (result i32)
;;       jnle L0                                            |   b.gt L0
;;   i32.const 1
;;   else
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       jmp L1                                             |   b L1
;;   i32.const 2
;;   end
;;     L0:                                                  | L0:
;;       mov eax, 0x2                                       |   movz w0, #0x2
;;   end
;;     L1:                                                  | L1:
;;
;; $i32.le_u
;;     x86-64: 5 instructions, 24 bytes                     | AArch64: 5 instructions, 20 bytes
;;   local.get 0
;;   local.get 1
;;   i32.le_u
;;       cmp edi, r8d                                       |   cmp w2, w3
;;   if (result i32)
;;       jnbe L0                                            |   b.hi L0
;;   i32.const 1
;;   else
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       jmp L1                                             |   b L1
;;   i32.const 2
;;   end
;;     L0:                                                  | L0:
;;       mov eax, 0x2                                       |   movz w0, #0x2
;;   end
;;     L1:                                                  | L1:
;;
;; $i32.ge_s
;;     x86-64: 5 instructions, 24 bytes                     | AArch64: 5 instructions, 20 bytes
;;   local.get 0
;;   local.get 1
;;   i32.ge_s
;;       cmp edi, r8d                                       |   cmp w2, w3
;;   if (result i32)
;;       jl L0                                              |   b.lt L0
;;   i32.const 1
;;   else
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       jmp L1                                             |   b L1
;;   i32.const 2
;;   end
;;     L0:                                                  | L0:
;;       mov eax, 0x2                                       |   movz w0, #0x2
;;   end
;;     L1:                                                  | L1:
;;
;; $i32.ge_u
;;     x86-64: 5 instructions, 24 bytes                     | AArch64: 5 instructions, 20 bytes
;;   local.get 0
;;   local.get 1
;;   i32.ge_u
;;       cmp edi, r8d                                       |   cmp w2, w3
;;   if (result i32)
;;       jb L0                                              |   b.lo L0
;;   i32.const 1
;;   else
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       jmp L1                                             |   b L1
;;   i32.const 2
;;   end
;;     L0:                                                  | L0:
;;       mov eax, 0x2                                       |   movz w0, #0x2
;;   end
;;     L1:                                                  | L1:
;;
;; $f64.eq
;;     x86-64: 6 instructions, 31 bytes                     | AArch64: 5 instructions, 20 bytes
;;   local.get 0
;;   local.get 1
;;   f64.eq
;;       vucomisd xmm6, xmm7                                |   fcmp d2, d3
;;   if (result i32)
;;       jp L0                                              |   b.ne L0
;;       jnz L0                                             |
;;   i32.const 1
;;   else
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       jmp L1                                             |   b L1
;;   i32.const 2
;;   end
;;     L0:                                                  | L0:
;;       mov eax, 0x2                                       |   movz w0, #0x2
;;   end
;;     L1:                                                  | L1:
;;
;; $f64.ne
;;     x86-64: 6 instructions, 31 bytes                     | AArch64: 5 instructions, 20 bytes
;;   local.get 0
;;   local.get 1
;;   f64.ne
;;       vucomisd xmm6, xmm7                                |   fcmp d2, d3
;;   if (result i32)
;;       jp L0                                              |   b.eq L0
;;       jz L1                                              |
;;   i32.const 1
;;   else
;;     L0:                                                  |   movz w0, #0x1
;;       mov eax, 0x1                                       |   b L1
;;       jmp L2                                             |
;;   i32.const 2
;;   end
;;     L1:                                                  | L0:
;;       mov eax, 0x2                                       |   movz w0, #0x2
;;   end
;;     L2:                                                  | L1:
;;
;; $f64.lt
;;     x86-64: 5 instructions, 25 bytes                     | AArch64: 5 instructions, 20 bytes
;;   local.get 0
;;   local.get 1
;;   f64.lt
;;       vucomisd xmm7, xmm6                                |   fcmp d2, d3
;;   if (result i32)
;;       jbe L0                                             |   b.pl L0
;;   i32.const 1
;;   else
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       jmp L1                                             |   b L1
;;   i32.const 2
;;   end
;;     L0:                                                  | L0:
;;       mov eax, 0x2                                       |   movz w0, #0x2
;;   end
;;     L1:                                                  | L1:
;;
;; $f64.gt
;;     x86-64: 5 instructions, 25 bytes                     | AArch64: 5 instructions, 20 bytes
;;   local.get 0
;;   local.get 1
;;   f64.gt
;;       vucomisd xmm6, xmm7                                |   fcmp d2, d3
;;   if (result i32)
;;       jbe L0                                             |   b.le L0
;;   i32.const 1
;;   else
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       jmp L1                                             |   b L1
;;   i32.const 2
;;   end
;;     L0:                                                  | L0:
;;       mov eax, 0x2                                       |   movz w0, #0x2
;;   end
;;     L1:                                                  | L1:
;;
;; $f64.le
;;     x86-64: 5 instructions, 25 bytes                     | AArch64: 5 instructions, 20 bytes
;;   local.get 0
;;   local.get 1
;;   f64.le
;;       vucomisd xmm7, xmm6                                |   fcmp d2, d3
;;   if (result i32)
;;       jb L0                                              |   b.hi L0
;;   i32.const 1
;;   else
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       jmp L1                                             |   b L1
;;   i32.const 2
;;   end
;;     L0:                                                  | L0:
;;       mov eax, 0x2                                       |   movz w0, #0x2
;;   end
;;     L1:                                                  | L1:
;;
;; $f64.ge
;;     x86-64: 5 instructions, 25 bytes                     | AArch64: 5 instructions, 20 bytes
;;   local.get 0
;;   local.get 1
;;   f64.ge
;;       vucomisd xmm6, xmm7                                |   fcmp d2, d3
;;   if (result i32)
;;       jb L0                                              |   b.lt L0
;;   i32.const 1
;;   else
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       jmp L1                                             |   b L1
;;   i32.const 2
;;   end
;;     L0:                                                  | L0:
;;       mov eax, 0x2                                       |   movz w0, #0x2
;;   end
;;     L1:                                                  | L1:
