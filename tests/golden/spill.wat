;; More values than temporaries: the deepest go to the frame.
(module
  (func $ints (param i32 i32) (result i32)
    (i32.mul (local.get 0) (i32.const 3)) (i32.mul (local.get 0) (i32.const 4))
    (i32.mul (local.get 0) (i32.const 5)) (i32.mul (local.get 0) (i32.const 6))
    (i32.mul (local.get 0) (i32.const 7)) (i32.mul (local.get 0) (i32.const 8))
    (i32.mul (local.get 0) (i32.const 9)) (i32.mul (local.get 0) (i32.const 10))
    (i32.mul (local.get 0) (i32.const 11)) (i32.mul (local.get 0) (i32.const 12))
    (i32.mul (local.get 0) (i32.const 13)) (i32.mul (local.get 0) (i32.const 14))
    (i32.mul (local.get 0) (i32.const 15)) (i32.mul (local.get 0) (i32.const 16))
    (i32.mul (local.get 0) (i32.const 17))
    (i32.xor) (i32.xor) (i32.xor) (i32.xor) (i32.xor) (i32.xor)
    (i32.xor) (i32.xor) (i32.xor) (i32.xor) (i32.xor) (i32.xor)
    (i32.xor) (i32.xor))
  (func $floats (param f64 f64) (result f64)
    (f64.mul (local.get 0) (local.get 0)) (f64.mul (local.get 1) (local.get 0))
    (f64.mul (local.get 0) (local.get 1)) (f64.mul (local.get 1) (local.get 1))
    (f64.mul (local.get 0) (local.get 0)) (f64.mul (local.get 1) (local.get 0))
    (f64.mul (local.get 0) (local.get 1)) (f64.mul (local.get 1) (local.get 1))
    (f64.mul (local.get 0) (local.get 0)) (f64.mul (local.get 1) (local.get 0))
    (f64.mul (local.get 0) (local.get 1)) (f64.mul (local.get 1) (local.get 1))
    (f64.mul (local.get 0) (local.get 0)) (f64.mul (local.get 1) (local.get 0))
    (f64.mul (local.get 0) (local.get 1)) (f64.mul (local.get 1) (local.get 1))
    (f64.mul (local.get 0) (local.get 0)) (f64.mul (local.get 1) (local.get 0))
    (f64.mul (local.get 0) (local.get 1)) (f64.mul (local.get 1) (local.get 1))
    (f64.mul (local.get 0) (local.get 0)) (f64.mul (local.get 1) (local.get 0))
    (f64.mul (local.get 0) (local.get 1)) (f64.mul (local.get 1) (local.get 1))
    (f64.add) (f64.add) (f64.add) (f64.add) (f64.add) (f64.add)
    (f64.add) (f64.add) (f64.add) (f64.add) (f64.add) (f64.add)
    (f64.add) (f64.add) (f64.add) (f64.add) (f64.add) (f64.add)
    (f64.add) (f64.add) (f64.add) (f64.add) (f64.add))
  ;; x86-64 divides in rax and rdx.
  (func $around_division (param i32 i32 i32) (result i32)
    (i32.add (i32.mul (local.get 0) (local.get 1))
      (i32.add
        (i32.mul (local.get 1) (local.get 2))
        (i32.div_u (i32.mul (local.get 0) (local.get 2)) (i32.mul (local.get 2) (local.get 2))))))
  ;; x86-64 rotates by cl.
  (func $around_shift (param i32 i32 i32) (result i32)
    (i32.add
      (i32.mul (local.get 0) (local.get 1))
      (i32.rotl (i32.mul (local.get 1) (local.get 2)) (i32.mul (local.get 0) (local.get 2)))))
  (func $around_call (param i32 i32) (result i32)
    (i32.add
      (i32.mul (local.get 0) (local.get 1))
      (i32.add (i32.add (local.get 0) (i32.const 7)) (call $callee (local.get 1)))))
  (func $callee (param i32) (result i32) (local.get 0))
  (func $around_block (param i32 i32) (result i32)
    (i32.add (i32.mul (local.get 0) (local.get 1))
      (if (result i32) (local.get 0)
        (then (local.get 1))
        (else (i32.mul (local.get 1) (local.get 1)))))))
;; $ints
;;     x86-64: 38 instructions, 114 bytes                   | AArch64: 37 instructions, 148 bytes
;;       mov [rbp-0x8], r8d                                 |   str x3, [x29, #0x10]
;;   local.get 0
;;   i32.const 3
;;   i32.mul
;;   local.get 0
;;   i32.const 4
;;   i32.mul
;;   local.get 0
;;   i32.const 5
;;   i32.mul
;;   local.get 0
;;   i32.const 6
;;   i32.mul
;;       imul eax, edi, 0x6                                 |   movz w0, #0x6
;;                                                          |   mul w0, w2, w0
;;   local.get 0
;;   i32.const 7
;;   i32.mul
;;       imul ecx, edi, 0x7                                 |   movz w1, #0x7
;;                                                          |   mul w1, w2, w1
;;   local.get 0
;;   i32.const 8
;;   i32.mul
;;   local.get 0
;;   i32.const 9
;;   i32.mul
;;   local.get 0
;;   i32.const 10
;;   i32.mul
;;       imul edx, edi, 0xa                                 |   movz w3, #0xa
;;                                                          |   mul w3, w2, w3
;;   local.get 0
;;   i32.const 11
;;   i32.mul
;;       imul esi, edi, 0xb                                 |   movz w4, #0xb
;;                                                          |   mul w4, w2, w4
;;   local.get 0
;;   i32.const 12
;;   i32.mul
;;       imul r8d, edi, 0xc                                 |   movz w5, #0xc
;;                                                          |   mul w5, w2, w5
;;   local.get 0
;;   i32.const 13
;;   i32.mul
;;       imul r9d, edi, 0xd                                 |   movz w6, #0xd
;;                                                          |   mul w6, w2, w6
;;   local.get 0
;;   i32.const 14
;;   i32.mul
;;       imul r10d, edi, 0xe                                |   movz w7, #0xe
;;                                                          |   mul w7, w2, w7
;;   local.get 0
;;   i32.const 15
;;   i32.mul
;;       mov [rbp-0x28], eax                                |   movz w8, #0xf
;;       imul eax, edi, 0xf                                 |   mul w8, w2, w8
;;   local.get 0
;;   i32.const 16
;;   i32.mul
;;       mov [rbp-0x30], ecx                                |
;;       mov ecx, edi                                       |
;;       shl ecx, 0x4                                       |
;;   local.get 0
;;   i32.const 17
;;   i32.mul
;;       mov [rbp-0x48], edx                                |
;;       imul edx, edi, 0x11                                |
;;   i32.xor
;;       xor ecx, edx                                       |   lsl w9, w2, #4
;;                                                          |   add w10, w2, w2, lsl #4
;;                                                          |   eor w9, w9, w10
;;   i32.xor
;;       xor eax, ecx                                       |   eor w8, w8, w9
;;   i32.xor
;;       xor r10d, eax                                      |   eor w7, w7, w8
;;   i32.xor
;;       xor r9d, r10d                                      |   eor w6, w6, w7
;;   i32.xor
;;       xor r8d, r9d                                       |   eor w5, w5, w6
;;   i32.xor
;;       xor esi, r8d                                       |   eor w4, w4, w5
;;   i32.xor
;;       mov eax, [rbp-0x48]                                |   eor w3, w3, w4
;;       xor eax, esi                                       |
;;   i32.xor
;;       lea ecx, [rdi+rdi*8]                               |   add w4, w2, w2, lsl #3
;;       xor ecx, eax                                       |   eor w4, w4, w3
;;   i32.xor
;;       lea eax, [rdi*8]                                   |   eor w3, w4, w2, lsl #3
;;       xor eax, ecx                                       |
;;   i32.xor
;;       mov ecx, [rbp-0x30]                                |   eor w1, w1, w3
;;       xor ecx, eax                                       |
;;   i32.xor
;;       mov eax, [rbp-0x28]                                |   eor w0, w0, w1
;;       xor eax, ecx                                       |
;;   i32.xor
;;       lea ecx, [rdi+rdi*4]                               |   add w1, w2, w2, lsl #2
;;       xor ecx, eax                                       |   eor w1, w1, w0
;;   i32.xor
;;       lea eax, [rdi*4]                                   |   eor w0, w1, w2, lsl #2
;;       xor eax, ecx                                       |
;;   i32.xor
;;       lea ecx, [rdi+rdi*2]                               |   add w1, w2, w2, lsl #1
;;       xor ecx, eax                                       |   eor w1, w1, w0
;;   end
;;       mov eax, ecx                                       |   mov w0, w1
;;
;; $floats
;;     x86-64: 58 instructions, 259 bytes                   | AArch64: 65 instructions, 260 bytes
;;   local.get 0
;;   local.get 0
;;   f64.mul
;;       vmulsd xmm0, xmm6, xmm6                            |   fmul d0, d2, d2
;;   local.get 1
;;   local.get 0
;;   f64.mul
;;       vmulsd xmm1, xmm7, xmm6                            |   fmul d1, d3, d2
;;   local.get 0
;;   local.get 1
;;   f64.mul
;;       vmulsd xmm2, xmm6, xmm7                            |   fmul d4, d2, d3
;;   local.get 1
;;   local.get 1
;;   f64.mul
;;       vmulsd xmm3, xmm7, xmm7                            |   fmul d5, d3, d3
;;   local.get 0
;;   local.get 0
;;   f64.mul
;;       vmulsd xmm4, xmm6, xmm6                            |   fmul d6, d2, d2
;;   local.get 1
;;   local.get 0
;;   f64.mul
;;       vmulsd xmm5, xmm7, xmm6                            |   fmul d7, d3, d2
;;   local.get 0
;;   local.get 1
;;   f64.mul
;;       vmulsd xmm8, xmm6, xmm7                            |   fmul d16, d2, d3
;;   local.get 1
;;   local.get 1
;;   f64.mul
;;       vmulsd xmm9, xmm7, xmm7                            |   fmul d17, d3, d3
;;   local.get 0
;;   local.get 0
;;   f64.mul
;;       vmulsd xmm10, xmm6, xmm6                           |   fmul d18, d2, d2
;;   local.get 1
;;   local.get 0
;;   f64.mul
;;       vmulsd xmm11, xmm7, xmm6                           |   fmul d19, d3, d2
;;   local.get 0
;;   local.get 1
;;   f64.mul
;;       vmulsd xmm12, xmm6, xmm7                           |   fmul d20, d2, d3
;;   local.get 1
;;   local.get 1
;;   f64.mul
;;       vmulsd xmm13, xmm7, xmm7                           |   fmul d21, d3, d3
;;   local.get 0
;;   local.get 0
;;   f64.mul
;;       vmulsd xmm14, xmm6, xmm6                           |   fmul d22, d2, d2
;;   local.get 1
;;   local.get 0
;;   f64.mul
;;       vmovsd [rbp-0x8], xmm0                             |   fmul d23, d3, d2
;;       vmulsd xmm0, xmm7, xmm6                            |
;;   local.get 0
;;   local.get 1
;;   f64.mul
;;       vmovsd [rbp-0x10], xmm1                            |   fmul d24, d2, d3
;;       vmulsd xmm1, xmm6, xmm7                            |
;;   local.get 1
;;   local.get 1
;;                                                          |   str d0, [x29, #0x10]
;;   f64.mul
;;       vmovsd [rbp-0x18], xmm2                            |   fmul d0, d3, d3
;;       vmulsd xmm2, xmm7, xmm7                            |
;;   local.get 0
;;   local.get 0
;;                                                          |   str d1, [x29, #0x18]
;;   f64.mul
;;       vmovsd [rbp-0x20], xmm3                            |   fmul d1, d2, d2
;;       vmulsd xmm3, xmm6, xmm6                            |
;;   local.get 1
;;   local.get 0
;;                                                          |   stur d4, [x29, #-8]
;;   f64.mul
;;       vmovsd [rbp-0x28], xmm4                            |   fmul d4, d3, d2
;;       vmulsd xmm4, xmm7, xmm6                            |
;;   local.get 0
;;   local.get 1
;;                                                          |   stur d5, [x29, #-0x10]
;;   f64.mul
;;       vmovsd [rbp-0x30], xmm5                            |   fmul d5, d2, d3
;;       vmulsd xmm5, xmm6, xmm7                            |
;;   local.get 1
;;   local.get 1
;;                                                          |   stur d6, [x29, #-0x18]
;;   f64.mul
;;       vmovsd [rbp-0x38], xmm8                            |   fmul d6, d3, d3
;;       vmulsd xmm8, xmm7, xmm7                            |
;;   local.get 0
;;   local.get 0
;;                                                          |   stur d7, [x29, #-0x20]
;;   f64.mul
;;       vmovsd [rbp-0x40], xmm9                            |   fmul d7, d2, d2
;;       vmulsd xmm9, xmm6, xmm6                            |
;;   local.get 1
;;   local.get 0
;;                                                          |   stur d16, [x29, #-0x28]
;;   f64.mul
;;       vmovsd [rbp-0x48], xmm10                           |   fmul d16, d3, d2
;;       vmulsd xmm10, xmm7, xmm6                           |
;;   local.get 0
;;   local.get 1
;;                                                          |   stur d17, [x29, #-0x30]
;;   f64.mul
;;       vmovsd [rbp-0x50], xmm11                           |   fmul d17, d2, d3
;;       vmulsd xmm11, xmm6, xmm7                           |
;;   local.get 1
;;   local.get 1
;;                                                          |   stur d18, [x29, #-0x38]
;;   f64.mul
;;       vmovsd [rbp-0x58], xmm12                           |   fmul d18, d3, d3
;;       vmulsd xmm12, xmm7, xmm7                           |
;;   f64.add
;;       vaddsd xmm11, xmm11, xmm12                         |   fadd d17, d17, d18
;;   f64.add
;;       vaddsd xmm10, xmm10, xmm11                         |   fadd d16, d16, d17
;;   f64.add
;;       vaddsd xmm9, xmm9, xmm10                           |   fadd d7, d7, d16
;;   f64.add
;;       vaddsd xmm8, xmm8, xmm9                            |   fadd d6, d6, d7
;;   f64.add
;;       vaddsd xmm5, xmm8, xmm5                            |   fadd d5, d5, d6
;;   f64.add
;;       vaddsd xmm4, xmm4, xmm5                            |   fadd d4, d4, d5
;;   f64.add
;;       vaddsd xmm3, xmm3, xmm4                            |   fadd d1, d1, d4
;;   f64.add
;;       vaddsd xmm2, xmm2, xmm3                            |   fadd d0, d0, d1
;;   f64.add
;;       vaddsd xmm1, xmm1, xmm2                            |   fadd d24, d24, d0
;;   f64.add
;;       vaddsd xmm0, xmm0, xmm1                            |   fadd d23, d23, d24
;;   f64.add
;;       vaddsd xmm14, xmm14, xmm0                          |   fadd d22, d22, d23
;;   f64.add
;;       vaddsd xmm13, xmm13, xmm14                         |   fadd d21, d21, d22
;;   f64.add
;;       vaddsd xmm0, xmm13, qword ptr [rbp-0x58]           |   fadd d20, d20, d21
;;   f64.add
;;       vaddsd xmm1, xmm0, qword ptr [rbp-0x50]            |   fadd d19, d19, d20
;;   f64.add
;;       vaddsd xmm0, xmm1, qword ptr [rbp-0x48]            |   ldur d0, [x29, #-0x38]
;;                                                          |   fadd d0, d0, d19
;;   f64.add
;;       vaddsd xmm1, xmm0, qword ptr [rbp-0x40]            |   ldur d1, [x29, #-0x30]
;;                                                          |   fadd d1, d1, d0
;;   f64.add
;;       vaddsd xmm0, xmm1, qword ptr [rbp-0x38]            |   ldur d0, [x29, #-0x28]
;;                                                          |   fadd d0, d0, d1
;;   f64.add
;;       vaddsd xmm1, xmm0, qword ptr [rbp-0x30]            |   ldur d1, [x29, #-0x20]
;;                                                          |   fadd d1, d1, d0
;;   f64.add
;;       vaddsd xmm0, xmm1, qword ptr [rbp-0x28]            |   ldur d0, [x29, #-0x18]
;;                                                          |   fadd d0, d0, d1
;;   f64.add
;;       vaddsd xmm1, xmm0, qword ptr [rbp-0x20]            |   ldur d1, [x29, #-0x10]
;;                                                          |   fadd d1, d1, d0
;;   f64.add
;;       vaddsd xmm0, xmm1, qword ptr [rbp-0x18]            |   ldur d0, [x29, #-8]
;;                                                          |   fadd d0, d0, d1
;;   f64.add
;;       vaddsd xmm1, xmm0, qword ptr [rbp-0x10]            |   ldr d1, [x29, #0x18]
;;                                                          |   fadd d1, d1, d0
;;   f64.add
;;       vaddsd xmm0, xmm1, qword ptr [rbp-0x8]             |   ldr d0, [x29, #0x10]
;;                                                          |   fadd d0, d0, d1
;;   end
;;
;; $around_division
;;     x86-64: 18 instructions, 53 bytes                    | AArch64: 9 instructions, 36 bytes
;;   local.get 0
;;   local.get 1
;;   i32.mul
;;       mov eax, edi                                       |   mul w0, w2, w3
;;       imul eax, r8d                                      |
;;   local.get 1
;;   local.get 2
;;   i32.mul
;;       mov ecx, r8d                                       |   mul w1, w3, w4
;;       imul ecx, r9d                                      |
;;   local.get 0
;;   local.get 2
;;   i32.mul
;;       mov edx, edi                                       |   mul w5, w2, w4
;;       imul edx, r9d                                      |
;;   local.get 2
;;   local.get 2
;;   i32.mul
;;       mov esi, r9d                                       |   mul w6, w4, w4
;;       imul esi, r9d                                      |
;;   i32.div_u
;;       mov r10d, eax                                      |   cbz w6, L0
;;       mov eax, edx                                       |   udiv w5, w5, w6
;;       test esi, esi                                      |
;;       jz L0                                              |
;;       xor edx, edx                                       |
;;       div esi                                            |
;;   i32.add
;;       add ecx, eax                                       |   add w1, w1, w5
;;   i32.add
;;       add r10d, ecx                                      |   add w0, w0, w1
;;   end
;;       mov eax, r10d                                      |
;;   out of line: i32.div_u
;;     L0:                                                  | L0:
;;       ud2  ; integer divide by zero                      |   udf #0  ; integer divide by zero
;;
;; $around_shift
;;     x86-64: 10 instructions, 27 bytes                    | AArch64: 6 instructions, 24 bytes
;;   local.get 0
;;   local.get 1
;;   i32.mul
;;       mov eax, edi                                       |   mul w0, w2, w3
;;       imul eax, r8d                                      |
;;   local.get 1
;;   local.get 2
;;   i32.mul
;;       mov ecx, r8d                                       |   mul w1, w3, w4
;;       imul ecx, r9d                                      |
;;   local.get 0
;;   local.get 2
;;   i32.mul
;;       mov edx, edi                                       |   mul w5, w2, w4
;;       imul edx, r9d                                      |
;;   i32.rotl
;;       mov esi, ecx                                       |   neg w17, w5
;;       mov ecx, edx                                       |   ror w1, w1, w17
;;       rol esi, cl                                        |
;;   i32.add
;;       add eax, esi                                       |   add w0, w0, w1
;;   end
;;
;; $around_call
;;     x86-64: 15 instructions, 47 bytes                    | AArch64: 14 instructions, 56 bytes
;;       mov [rbp-0x8], edi                                 |   stp x2, x3, [x29, #0x10]
;;       mov [rbp-0x10], r8d                                |
;;   local.get 0
;;   local.get 1
;;   i32.mul
;;       mov eax, [rbp-0x8]                                 |   ldr w0, [x29, #0x10]
;;       mov ecx, [rbp-0x10]                                |   ldr w1, [x29, #0x18]
;;       imul eax, ecx                                      |   mul w0, w0, w1
;;   local.get 0
;;   i32.const 7
;;   i32.add
;;       mov edx, [rbp-0x8]                                 |   ldr w2, [x29, #0x10]
;;   local.get 1
;;   call $callee
;;       mov [rbp-0x18], eax                                |   str x0, [x29, #0x20]
;;       lea r11d, [rdx+0x7]                                |   add w16, w2, #7
;;       mov [rbp-0x20], r11d                               |   str x16, [x29, #0x28]
;;       mov edi, ecx                                       |   mov w2, w1
;;       call $callee                                       |   bl $callee
;;   i32.add
;;       mov ecx, [rbp-0x20]                                |   ldr w1, [x29, #0x28]
;;       add ecx, eax                                       |   add w1, w1, w0
;;   i32.add
;;       mov eax, [rbp-0x18]                                |   ldr w0, [x29, #0x20]
;;       add eax, ecx                                       |   add w0, w0, w1
;;   end
;;
;; $callee
;;     x86-64: 1 instruction, 2 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   end
;;       mov eax, edi                                       |   mov w0, w2
;;
;; $around_block
;;     x86-64: 12 instructions, 39 bytes                    | AArch64: 10 instructions, 40 bytes
;;   local.get 0
;;   local.get 1
;;   i32.mul
;;       mov eax, edi                                       |   mul w0, w2, w3
;;       imul eax, r8d                                      |
;;   local.get 0
;;   if (result i32)
;;       test edi, edi                                      |   cmp w2, #0
;;       mov [rbp-0x8], eax                                 |   str x0, [x29, #0x10]
;;       jz L0                                              |   b.eq L0
;;   local.get 1
;;   else
;;       mov eax, r8d                                       |   mov w0, w3
;;       jmp L1                                             |   b L1
;;     L0:                                                  | L0:
;;   local.get 1
;;   local.get 1
;;   i32.mul
;;       mov eax, r8d                                       |   mul w0, w3, w3
;;       imul eax, r8d                                      |
;;   end
;;     L1:                                                  | L1:
;;   i32.add
;;       mov ecx, [rbp-0x8]                                 |   ldr w1, [x29, #0x10]
;;       add ecx, eax                                       |   add w1, w1, w0
;;   end
;;       mov eax, ecx                                       |   mov w0, w1
