;; What is loaded and used at once.
(module
  (memory 1)
  (func $add (param i32 i32) (result i32) (i32.add (local.get 1) (i32.load (local.get 0))))
  (func $add_f64 (param i32 f64) (result f64) (f64.add (local.get 1) (f64.load (local.get 0))))
  (func $compare (param i32 i32) (result i32) (i32.lt_s (i32.load (local.get 0)) (local.get 1)))
  (func $br_if (param i32) (result i32)
    (block (br_if 0 (i32.load (local.get 0))) (return (i32.const 1)))
    (i32.const 2))
  (func $br_if_eq_const (param i32) (result i32)
    (block (br_if 0 (i32.eq (i32.load8_u (local.get 0)) (i32.const 10))) (return (i32.const 1)))
    (i32.const 2))
  (func $to_local (param i32 i32) (result i32)
    (local.set 1 (i32.load (local.get 0)))
    (local.get 1))
  (func $to_own_index (param i32) (result i32)
    (local.set 0 (i32.load (local.get 0)))
    (local.get 0))
  (func $extend_u (param i32) (result i64) (i64.extend_i32_u (i32.load (local.get 0))))
  (func $extend_s (param i32) (result i64) (i64.extend_i32_s (i32.load (local.get 0))))
  (func $extend8 (param i32) (result i32) (i32.extend8_s (i32.load8_u (local.get 0))))
  (func $and_byte (param i32) (result i32) (i32.and (i32.load8_u (local.get 0)) (i32.const 0x7f)))
  (func $reinterpret (param i32) (result f64) (f64.reinterpret_i64 (i64.load (local.get 0))))
  (func $convert (param i32) (result f64) (f64.convert_i32_s (i32.load (local.get 0))))
  (func $promote (param i32) (result f64) (f64.promote_f32 (f32.load (local.get 0)))))
;; $add
;;     x86-64: 2 instructions, 8 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 1
;;   local.get 0
;;   i32.load
;;       mov eax, [r15+rdi]  ; out of bounds                |   ldr w0, [x27, w2, uxtw]  ; out of bounds
;;   i32.add
;;   end
;;       lea eax, [r8+rax]                                  |   add w0, w3, w0
;;
;; $add_f64
;;     x86-64: 1 instruction, 6 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 1
;;   local.get 0
;;   f64.load
;;                                                          |   ldr d0, [x27, w2, uxtw]  ; out of bounds
;;   f64.add
;;       vaddsd xmm0, xmm6, qword ptr [r15+rdi]  ; out of bounds |   fadd d0, d2, d0
;;   end
;;
;; $compare
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   i32.load
;;                                                          |   ldr w0, [x27, w2, uxtw]  ; out of bounds
;;   local.get 1
;;   i32.lt_s
;;       cmp [r15+rdi], r8d  ; out of bounds                |   cmp w0, w3
;;       setl al                                            |   cset w0, lt
;;       movzx eax, al                                      |
;;   end
;;
;; $br_if
;;     x86-64: 7 instructions, 24 bytes                     | AArch64: 6 instructions, 24 bytes
;;   block
;;   local.get 0
;;   i32.load
;;       mov eax, [r15+rdi]  ; out of bounds                |   ldr w0, [x27, w2, uxtw]  ; out of bounds
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
;; $br_if_eq_const
;;     x86-64: 7 instructions, 26 bytes                     | AArch64: 7 instructions, 28 bytes
;;   block
;;   local.get 0
;;   i32.load8_u
;;       movzx eax, byte ptr [r15+rdi]  ; out of bounds     |   ldrb w0, [x27, w2, uxtw]  ; out of bounds
;;   i32.const 10
;;   i32.eq
;;       cmp eax, 0xa                                       |   cmp w0, #0xa
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
;; $to_local
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.load
;;       mov r8d, [r15+rdi]  ; out of bounds                |   ldr w3, [x27, w2, uxtw]  ; out of bounds
;;   local.set 1
;;   local.get 1
;;   end
;;       mov eax, r8d                                       |   mov w0, w3
;;
;; $to_own_index
;;     x86-64: 2 instructions, 6 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.load
;;       mov edi, [r15+rdi]  ; out of bounds                |   ldr w2, [x27, w2, uxtw]  ; out of bounds
;;   local.set 0
;;   local.get 0
;;   end
;;       mov eax, edi                                       |   mov w0, w2
;;
;; $extend_u
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.load
;;       mov eax, [r15+rdi]  ; out of bounds                |   ldr w0, [x27, w2, uxtw]  ; out of bounds
;;   i64.extend_i32_u
;;   end
;;
;; $extend_s
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.load
;;       mov eax, [r15+rdi]  ; out of bounds                |   ldr w0, [x27, w2, uxtw]  ; out of bounds
;;   i64.extend_i32_s
;;       movsxd rax, eax                                    |   sxtw x0, w0
;;   end
;;
;; $extend8
;;     x86-64: 2 instructions, 8 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.load8_u
;;       movzx eax, byte ptr [r15+rdi]  ; out of bounds     |   ldrb w0, [x27, w2, uxtw]  ; out of bounds
;;   i32.extend8_s
;;       movsx eax, al                                      |   sxtb w0, w0
;;   end
;;
;; $and_byte
;;     x86-64: 2 instructions, 8 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.load8_u
;;       movzx eax, byte ptr [r15+rdi]  ; out of bounds     |   ldrb w0, [x27, w2, uxtw]  ; out of bounds
;;   i32.const 127
;;   i32.and
;;       and eax, 0x7f                                      |   and w0, w0, #0x7f
;;   end
;;
;; $reinterpret
;;     x86-64: 2 instructions, 9 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i64.load
;;       mov rax, [r15+rdi]  ; out of bounds                |   ldr x0, [x27, w2, uxtw]  ; out of bounds
;;   f64.reinterpret_i64
;;       vmovq xmm0, rax                                    |   fmov d0, x0
;;   end
;;
;; $convert
;;     x86-64: 3 instructions, 12 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.load
;;       mov eax, [r15+rdi]  ; out of bounds                |   ldr w0, [x27, w2, uxtw]  ; out of bounds
;;   f64.convert_i32_s
;;       vxorps xmm0, xmm0, xmm0                            |   scvtf d0, w0
;;       vcvtsi2sd xmm0, xmm0, eax                          |
;;   end
;;
;; $promote
;;     x86-64: 2 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   f32.load
;;       vmovss xmm0, dword ptr [r15+rdi]  ; out of bounds  |   ldr s0, [x27, w2, uxtw]  ; out of bounds
;;   f64.promote_f32
;;       vcvtss2sd xmm0, xmm0, xmm0                         |   fcvt d0, s0
;;   end
