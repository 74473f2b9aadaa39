;; An operand that was just loaded, and that nothing else needs, is taken from memory.
(module
  (memory 1)
  (func $add (param i32 i32) (result i32)
    (local.set 0 (i32.add (local.get 0) (i32.load offset=8 (local.get 1))))
    (local.get 0))
  (func $sub (param i64 i32) (result i64)
    (local.set 0 (i64.sub (local.get 0) (i64.load (local.get 1))))
    (local.get 0))
  (func $mul (param i32 i32) (result i32)
    (local.set 0 (i32.mul (i32.load (local.get 1)) (local.get 0)))
    (local.get 0))
  (func $compare (param i32 i32) (result i32)
    (i32.lt_u (local.get 0) (i32.load (local.get 1))))
  (func $compare_left (param i32 i32) (result i32)
    (i32.lt_u (i32.load (local.get 1)) (local.get 0)))
  (func $of_two (param i32 i32) (result i32)
    (i32.xor (i32.load (local.get 0)) (i32.load (local.get 1))))
  (func $byte (param i32 i32) (result i32)
    (i32.xor (local.get 0) (i32.load8_u (local.get 1))))
  (func $needed_twice (param i32 i32) (result i32) (local i32)
    (i32.add (local.tee 2 (i32.load (local.get 1))) (i32.mul (local.get 0) (local.get 2))))
  (func $float_mul (param f64 i32) (result f64)
    (f64.mul (f64.load (local.get 1)) (local.get 0)))
  (func $float_sub (param f64 i32) (result f64)
    (f64.sub (local.get 0) (f64.load (local.get 1))))
  (func $float_sub_left (param f64 i32) (result f64)
    (f64.sub (f64.load (local.get 1)) (local.get 0)))
  (func $float_compare (param f32 i32) (result i32)
    (f32.gt (local.get 0) (f32.load (local.get 1)))))
;; $add
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 4 instructions, 16 bytes
;;   local.get 0
;;   local.get 1
;;   i32.load offset=8
;;                                                          |   add x1, x27, x3
;;                                                          |   ldr w0, [x1, #8]  ; out of bounds
;;   i32.add
;;       add edi, [r15+r8+0x8]  ; out of bounds             |   add w2, w2, w0
;;   local.set 0
;;   local.get 0
;;   end
;;       mov eax, edi                                       |   mov w0, w2
;;
;; $sub
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   local.get 1
;;   i64.load
;;                                                          |   ldr x0, [x27, w3, uxtw]  ; out of bounds
;;   i64.sub
;;       sub rdi, [r15+r8]  ; out of bounds                 |   sub x2, x2, x0
;;   local.set 0
;;   local.get 0
;;   end
;;       mov rax, rdi                                       |   mov x0, x2
;;
;; $mul
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 3 instructions, 12 bytes
;;   local.get 1
;;   i32.load
;;                                                          |   ldr w0, [x27, w3, uxtw]  ; out of bounds
;;   local.get 0
;;   i32.mul
;;       imul edi, [r15+r8]  ; out of bounds                |   mul w2, w0, w2
;;   local.set 0
;;   local.get 0
;;   end
;;       mov eax, edi                                       |   mov w0, w2
;;
;; $compare
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   local.get 1
;;   i32.load
;;                                                          |   ldr w0, [x27, w3, uxtw]  ; out of bounds
;;   i32.lt_u
;;       cmp edi, [r15+r8]  ; out of bounds                 |   cmp w2, w0
;;       setb al                                            |   cset w0, lo
;;       movzx eax, al                                      |
;;   end
;;
;; $compare_left
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 1
;;   i32.load
;;                                                          |   ldr w0, [x27, w3, uxtw]  ; out of bounds
;;   local.get 0
;;   i32.lt_u
;;       cmp [r15+r8], edi  ; out of bounds                 |   cmp w0, w2
;;       setb al                                            |   cset w0, lo
;;       movzx eax, al                                      |
;;   end
;;
;; $of_two
;;     x86-64: 2 instructions, 8 bytes                      | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   i32.load
;;       mov eax, [r15+rdi]  ; out of bounds                |   ldr w0, [x27, w2, uxtw]  ; out of bounds
;;   local.get 1
;;   i32.load
;;                                                          |   ldr w1, [x27, w3, uxtw]  ; out of bounds
;;   i32.xor
;;       xor eax, [r15+r8]  ; out of bounds                 |   eor w0, w0, w1
;;   end
;;
;; $byte
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.load8_u
;;       movzx eax, byte ptr [r15+r8]  ; out of bounds      |   ldrb w0, [x27, w3, uxtw]  ; out of bounds
;;   i32.xor
;;       xor eax, edi                                       |   eor w0, w2, w0
;;   end
;;
;; $needed_twice
;;     x86-64: 4 instructions, 14 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 1
;;   i32.load
;;       mov r9d, [r15+r8]  ; out of bounds                 |   ldr w4, [x27, w3, uxtw]  ; out of bounds
;;   local.tee 2
;;   local.get 0
;;   local.get 2
;;   i32.mul
;;       mov eax, edi                                       |
;;       imul eax, r9d                                      |
;;   i32.add
;;   end
;;       lea eax, [r9+rax]                                  |   madd w0, w2, w4, w4
;;
;; $float_mul
;;     x86-64: 1 instruction, 6 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 1
;;   f64.load
;;                                                          |   ldr d0, [x27, w2, uxtw]  ; out of bounds
;;   local.get 0
;;   f64.mul
;;       vmulsd xmm0, xmm6, qword ptr [r15+rdi]  ; out of bounds |   fmul d0, d0, d2
;;   end
;;
;; $float_sub
;;     x86-64: 1 instruction, 6 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   f64.load
;;                                                          |   ldr d0, [x27, w2, uxtw]  ; out of bounds
;;   f64.sub
;;       vsubsd xmm0, xmm6, qword ptr [r15+rdi]  ; out of bounds |   fsub d0, d2, d0
;;   end
;;
;; $float_sub_left
;;     x86-64: 2 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 1
;;   f64.load
;;       vmovsd xmm0, qword ptr [r15+rdi]  ; out of bounds  |   ldr d0, [x27, w2, uxtw]  ; out of bounds
;;   local.get 0
;;   f64.sub
;;       vsubsd xmm0, xmm0, xmm6                            |   fsub d0, d0, d2
;;   end
;;
;; $float_compare
;;     x86-64: 3 instructions, 12 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   local.get 1
;;   f32.load
;;                                                          |   ldr s0, [x27, w2, uxtw]  ; out of bounds
;;   f32.gt
;;       vucomiss xmm6, dword ptr [r15+rdi]  ; out of bounds |   fcmp s2, s0
;;       setnbe al                                          |   cset w0, gt
;;       movzx eax, al                                      |
;;   end
