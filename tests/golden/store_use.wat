;; What is computed and stored at once.
(module
  (memory 1)
  (func $increment (param i32)
    (i32.store (local.get 0) (i32.add (i32.load (local.get 0)) (i32.const 1))))
  (func $add (param i32 i32)
    (i32.store (local.get 0) (i32.add (i32.load (local.get 0)) (local.get 1))))
  (func $copy (param i32 i32) (i64.store (local.get 0) (i64.load (local.get 1))))
  (func $compare (param i32 i32 i32)
    (i32.store (local.get 0) (i32.lt_s (local.get 1) (local.get 2))))
  (func $wrap (param i32 i64) (i32.store (local.get 0) (i32.wrap_i64 (local.get 1))))
  (func $masked_byte (param i32 i32)
    (i32.store8 (local.get 0) (i32.and (local.get 1) (i32.const 0xff))))
  (func $shifted_byte (param i32 i32)
    (i32.store8 (local.get 0) (i32.shr_u (local.get 1) (i32.const 8))))
  (func $reinterpret (param i32 f64) (i64.store (local.get 0) (i64.reinterpret_f64 (local.get 1))))
  (func $sum_of_floats (param i32 f64 f64)
    (f64.store (local.get 0) (f64.add (local.get 1) (local.get 2))))
  (func $swap (param i32 i32) (local i32)
    (local.set 2 (i32.load (local.get 0)))
    (i32.store (local.get 0) (i32.load (local.get 1)))
    (i32.store (local.get 1) (local.get 2)))
  (func $demote (param i32 f64) (f32.store (local.get 0) (f32.demote_f64 (local.get 1)))))
;; $increment
;;     x86-64: 3 instructions, 11 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   local.get 0
;;   i32.load
;;       mov eax, [r15+rdi]  ; out of bounds                |   ldr w0, [x27, w2, uxtw]  ; out of bounds
;;   i32.const 1
;;   i32.add
;;   i32.store
;;       lea eax, [rax+0x1]                                 |   add w0, w0, #1
;;       mov [r15+rdi], eax  ; out of bounds                |   str w0, [x27, w2, uxtw]  ; out of bounds
;;   end
;;
;; $add
;;     x86-64: 3 instructions, 12 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   local.get 0
;;   i32.load
;;       mov eax, [r15+rdi]  ; out of bounds                |   ldr w0, [x27, w2, uxtw]  ; out of bounds
;;   local.get 1
;;   i32.add
;;   i32.store
;;       lea eax, [rax+r8]                                  |   add w0, w0, w3
;;       mov [r15+rdi], eax  ; out of bounds                |   str w0, [x27, w2, uxtw]  ; out of bounds
;;   end
;;
;; $copy
;;     x86-64: 2 instructions, 8 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i64.load
;;       mov rax, [r15+r8]  ; out of bounds                 |   ldr x0, [x27, w3, uxtw]  ; out of bounds
;;   i64.store
;;       mov [r15+rdi], rax  ; out of bounds                |   str x0, [x27, w2, uxtw]  ; out of bounds
;;   end
;;
;; $compare
;;     x86-64: 4 instructions, 13 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   local.get 1
;;   local.get 2
;;   i32.lt_s
;;       cmp r8d, r9d                                       |   cmp w3, w4
;;       setl al                                            |   cset w0, lt
;;       movzx eax, al                                      |
;;   i32.store
;;       mov [r15+rdi], eax  ; out of bounds                |   str w0, [x27, w2, uxtw]  ; out of bounds
;;   end
;;
;; $wrap
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.wrap_i64
;;       mov eax, r8d                                       |   mov w0, w3
;;   i32.store
;;       mov [r15+rdi], eax  ; out of bounds                |   str w0, [x27, w2, uxtw]  ; out of bounds
;;   end
;;
;; $masked_byte
;;     x86-64: 2 instructions, 8 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.const 255
;;   i32.and
;;       movzx eax, r8b                                     |   and w0, w3, #0xff
;;   i32.store8
;;       mov [r15+rdi], al  ; out of bounds                 |   strb w0, [x27, w2, uxtw]  ; out of bounds
;;   end
;;
;; $shifted_byte
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.const 8
;;   i32.shr_u
;;       mov eax, r8d                                       |   lsr w0, w3, #8
;;       shr eax, 0x8                                       |
;;   i32.store8
;;       mov [r15+rdi], al  ; out of bounds                 |   strb w0, [x27, w2, uxtw]  ; out of bounds
;;   end
;;
;; $reinterpret
;;     x86-64: 2 instructions, 9 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i64.reinterpret_f64
;;       vmovq rax, xmm6                                    |   fmov x0, d2
;;   i64.store
;;       mov [r15+rdi], rax  ; out of bounds                |   str x0, [x27, w2, uxtw]  ; out of bounds
;;   end
;;
;; $sum_of_floats
;;     x86-64: 2 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   local.get 2
;;   f64.add
;;       vaddsd xmm0, xmm6, xmm7                            |   fadd d0, d2, d3
;;   f64.store
;;       vmovsd [r15+rdi], xmm0  ; out of bounds            |   str d0, [x27, w2, uxtw]  ; out of bounds
;;   end
;;
;; $swap
;;     x86-64: 4 instructions, 16 bytes                     | AArch64: 4 instructions, 16 bytes
;;   local.get 0
;;   i32.load
;;       mov r9d, [r15+rdi]  ; out of bounds                |   ldr w4, [x27, w2, uxtw]  ; out of bounds
;;   local.set 2
;;   local.get 0
;;   local.get 1
;;   i32.load
;;       mov eax, [r15+r8]  ; out of bounds                 |   ldr w0, [x27, w3, uxtw]  ; out of bounds
;;   i32.store
;;       mov [r15+rdi], eax  ; out of bounds                |   str w0, [x27, w2, uxtw]  ; out of bounds
;;   local.get 1
;;   local.get 2
;;   i32.store
;;       mov [r15+r8], r9d  ; out of bounds                 |   str w4, [x27, w3, uxtw]  ; out of bounds
;;   end
;;
;; $demote
;;     x86-64: 2 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   f32.demote_f64
;;       vcvtsd2ss xmm0, xmm6, xmm6                         |   fcvt s0, d2
;;   f32.store
;;       vmovss [r15+rdi], xmm0  ; out of bounds            |   str s0, [x27, w2, uxtw]  ; out of bounds
;;   end
