;; More locals than homes: the least used live in the frame, cached within a block.
(module
  (func $ints (param i32 i32 i32 i32) (result i32)
    (local i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32)
    (local.set 0 (i32.add (local.get 0) (local.get 1)))
    (local.set 1 (i32.add (local.get 1) (local.get 2)))
    (local.set 2 (i32.add (local.get 2) (local.get 3)))
    (local.set 3 (i32.add (local.get 3) (local.get 4)))
    (local.set 4 (i32.add (local.get 4) (local.get 5)))
    (local.set 5 (i32.add (local.get 5) (local.get 6)))
    (local.set 6 (i32.add (local.get 6) (local.get 7)))
    (local.set 7 (i32.add (local.get 7) (local.get 8)))
    (local.set 8 (i32.add (local.get 8) (local.get 9)))
    (local.set 9 (i32.add (local.get 9) (local.get 10)))
    (local.set 10 (i32.add (local.get 10) (local.get 11)))
    (local.set 11 (i32.add (local.get 11) (local.get 12)))
    (local.set 12 (i32.add (local.get 12) (local.get 13)))
    (local.set 13 (i32.add (local.get 13) (local.get 14)))
    (local.set 14 (i32.add (local.get 14) (local.get 15)))
    (local.set 15 (i32.add (local.get 15) (local.get 16)))
    (local.set 16 (i32.add (local.get 16) (local.get 17)))
    (local.set 17 (i32.add (local.get 17) (local.get 18)))
    (local.set 18 (i32.add (local.get 18) (local.get 19)))
    (local.set 19 (i32.add (local.get 19) (local.get 0)))
    (local.get 0))
  (func $floats (param f64 f64 f64 f64) (result f64)
    (local f64 f64 f64 f64 f64 f64 f64 f64 f64 f64 f64 f64)
    (local f64 f64 f64 f64 f64 f64 f64 f64 f64 f64 f64 f64)
    (local.set 0 (f64.add (local.get 0) (local.get 1)))
    (local.set 1 (f64.add (local.get 1) (local.get 2)))
    (local.set 2 (f64.add (local.get 2) (local.get 3)))
    (local.set 3 (f64.add (local.get 3) (local.get 4)))
    (local.set 4 (f64.add (local.get 4) (local.get 5)))
    (local.set 5 (f64.add (local.get 5) (local.get 6)))
    (local.set 6 (f64.add (local.get 6) (local.get 7)))
    (local.set 7 (f64.add (local.get 7) (local.get 8)))
    (local.set 8 (f64.add (local.get 8) (local.get 9)))
    (local.set 9 (f64.add (local.get 9) (local.get 10)))
    (local.set 10 (f64.add (local.get 10) (local.get 11)))
    (local.set 11 (f64.add (local.get 11) (local.get 12)))
    (local.set 12 (f64.add (local.get 12) (local.get 13)))
    (local.set 13 (f64.add (local.get 13) (local.get 14)))
    (local.set 14 (f64.add (local.get 14) (local.get 15)))
    (local.set 15 (f64.add (local.get 15) (local.get 16)))
    (local.set 16 (f64.add (local.get 16) (local.get 17)))
    (local.set 17 (f64.add (local.get 17) (local.get 18)))
    (local.set 18 (f64.add (local.get 18) (local.get 19)))
    (local.set 19 (f64.add (local.get 19) (local.get 20)))
    (local.set 20 (f64.add (local.get 20) (local.get 21)))
    (local.set 21 (f64.add (local.get 21) (local.get 22)))
    (local.set 22 (f64.add (local.get 22) (local.get 23)))
    (local.set 23 (f64.add (local.get 23) (local.get 24)))
    (local.set 24 (f64.add (local.get 24) (local.get 25)))
    (local.set 25 (f64.add (local.get 25) (local.get 26)))
    (local.set 26 (f64.add (local.get 26) (local.get 27)))
    (local.set 27 (f64.add (local.get 27) (local.get 0)))
    (local.get 0)))
;; $ints
;;     x86-64: 60 instructions, 183 bytes                   | AArch64: 52 instructions, 208 bytes
;;       mov [rbp-0x8], rbx                                 |   stp x19, x20, [x29, #0x10]
;;       mov [rbp-0x10], r12                                |   stp x21, x22, [x29, #0x20]
;;       mov [rbp-0x18], r13                                |   stp x23, x24, [x29, #0x30]
;;       lea rax, [rbp-0x78]                                |   stp x25, xzr, [x29, #0x40]
;;       mov r11d, 0xc                                      |   stp xzr, xzr, [x29, #0x50]
;;     L0:                                                  |   stp xzr, xzr, [x29, #0x60]
;;       mov qword ptr [rax], 0x0                           |   movz w6, #0
;;       add rax, 0x8                                       |   movz w7, #0
;;       sub r11d, 0x1                                      |   movz w14, #0
;;       jnz L0                                             |   movz w15, #0
;;       xor r10d, r10d                                     |   movz w19, #0
;;       xor ebx, ebx                                       |   movz w20, #0
;;       xor r12d, r12d                                     |   movz w21, #0
;;       xor r13d, r13d                                     |   movz w22, #0
;;                                                          |   movz w23, #0
;;                                                          |   movz w24, #0
;;                                                          |   movz w25, #0
;;   local.get 0
;;   local.get 1
;;   i32.add
;;       add edi, r8d                                       |   add w2, w2, w3
;;   local.set 0
;;   local.get 1
;;   local.get 2
;;   i32.add
;;       add r8d, r9d                                       |   add w3, w3, w4
;;   local.set 1
;;   local.get 2
;;   local.get 3
;;   i32.add
;;       add r9d, esi                                       |   add w4, w4, w5
;;   local.set 2
;;   local.get 3
;;   local.get 4
;;   i32.add
;;       add esi, r10d                                      |   add w5, w5, w6
;;   local.set 3
;;   local.get 4
;;   local.get 5
;;   i32.add
;;       add r10d, ebx                                      |   add w6, w6, w7
;;   local.set 4
;;   local.get 5
;;   local.get 6
;;   i32.add
;;       add ebx, r12d                                      |   add w7, w7, w14
;;   local.set 5
;;   local.get 6
;;   local.get 7
;;   i32.add
;;       add r12d, r13d                                     |   add w14, w14, w15
;;   local.set 6
;;   local.get 7
;;   local.get 8
;;   i32.add
;;       add r13d, [rbp-0x20]                               |   add w15, w15, w19
;;   local.set 7
;;   local.get 8
;;   local.get 9
;;   i32.add
;;       mov ecx, [rbp-0x28]                                |   add w19, w19, w20
;;       add eax, ecx                                       |
;;   local.set 8
;;       mov [rbp-0x20], eax                                |
;;   local.get 9
;;   local.get 10
;;   i32.add
;;       mov edx, [rbp-0x30]                                |   add w20, w20, w21
;;       add ecx, edx                                       |
;;   local.set 9
;;       mov [rbp-0x28], ecx                                |
;;   local.get 10
;;   local.get 11
;;   i32.add
;;       mov eax, [rbp-0x38]                                |   add w21, w21, w22
;;       add edx, eax                                       |
;;   local.set 10
;;       mov [rbp-0x30], edx                                |
;;   local.get 11
;;   local.get 12
;;   i32.add
;;       mov ecx, [rbp-0x40]                                |   add w22, w22, w23
;;       add eax, ecx                                       |
;;   local.set 11
;;       mov [rbp-0x38], eax                                |
;;   local.get 12
;;   local.get 13
;;   i32.add
;;       mov eax, [rbp-0x48]                                |   add w23, w23, w24
;;       add ecx, eax                                       |
;;   local.set 12
;;       mov [rbp-0x40], ecx                                |
;;   local.get 13
;;   local.get 14
;;   i32.add
;;       mov ecx, [rbp-0x50]                                |   add w24, w24, w25
;;       add eax, ecx                                       |
;;   local.set 13
;;       mov [rbp-0x48], eax                                |
;;   local.get 14
;;   local.get 15
;;   i32.add
;;       mov eax, [rbp-0x58]                                |   ldr w0, [x29, #0x48]
;;       add ecx, eax                                       |   add w25, w25, w0
;;   local.set 14
;;       mov [rbp-0x50], ecx                                |
;;   local.get 15
;;   local.get 16
;;   i32.add
;;       mov ecx, [rbp-0x60]                                |   ldr w1, [x29, #0x50]
;;       add eax, ecx                                       |   add w0, w0, w1
;;   local.set 15
;;       mov [rbp-0x58], eax                                |   str x0, [x29, #0x48]
;;   local.get 16
;;   local.get 17
;;   i32.add
;;       mov eax, [rbp-0x68]                                |   ldr w8, [x29, #0x58]
;;       add ecx, eax                                       |   add w1, w1, w8
;;   local.set 16
;;       mov [rbp-0x60], ecx                                |   str x1, [x29, #0x50]
;;   local.get 17
;;   local.get 18
;;   i32.add
;;       mov ecx, [rbp-0x70]                                |   ldr w9, [x29, #0x60]
;;       add eax, ecx                                       |   add w8, w8, w9
;;   local.set 17
;;       mov [rbp-0x68], eax                                |   str x8, [x29, #0x58]
;;   local.get 18
;;   local.get 19
;;   i32.add
;;       mov eax, [rbp-0x78]                                |   ldr w10, [x29, #0x68]
;;       add ecx, eax                                       |   add w9, w9, w10
;;   local.set 18
;;       mov [rbp-0x70], ecx                                |   str x9, [x29, #0x60]
;;   local.get 19
;;   local.get 0
;;   i32.add
;;   local.set 19
;;       lea eax, [rax+rdi]                                 |   add w10, w10, w2
;;       mov [rbp-0x78], eax                                |   str x10, [x29, #0x68]
;;   local.get 0
;;   end
;;       mov eax, edi                                       |   mov w0, w2
;;       mov rbx, [rbp-0x8]                                 |   ldp x19, x20, [x29, #0x10]
;;       mov r12, [rbp-0x10]                                |   ldp x21, x22, [x29, #0x20]
;;       mov r13, [rbp-0x18]                                |   ldp x23, x24, [x29, #0x30]
;;                                                          |   ldr x25, [x29, #0x40]
;;
;; $floats
;;     x86-64: 78 instructions, 385 bytes                   | AArch64: 70 instructions, 280 bytes
;;       lea rax, [rbp-0x98]                                |   stp d8, d9, [x29, #0x10]
;;       mov r11d, 0x13                                     |   stp d10, d11, [x29, #0x20]
;;     L0:                                                  |   stp d12, d13, [x29, #0x30]
;;       mov qword ptr [rax], 0x0                           |   stp d14, d15, [x29, #0x40]
;;       add rax, 0x8                                       |   stp xzr, xzr, [x29, #0x50]
;;       sub r11d, 0x1                                      |   stp xzr, xzr, [x29, #0x60]
;;       jnz L0                                             |   stp xzr, xzr, [x29, #0x70]
;;       vxorps xmm10, xmm10, xmm10                         |   movi d6, #0000000000000000
;;       vxorps xmm11, xmm11, xmm11                         |   movi d7, #0000000000000000
;;       vxorps xmm12, xmm12, xmm12                         |   movi d22, #0000000000000000
;;       vxorps xmm13, xmm13, xmm13                         |   movi d23, #0000000000000000
;;       vxorps xmm14, xmm14, xmm14                         |   movi d24, #0000000000000000
;;                                                          |   movi d25, #0000000000000000
;;                                                          |   movi d26, #0000000000000000
;;                                                          |   movi d27, #0000000000000000
;;                                                          |   movi d28, #0000000000000000
;;                                                          |   movi d29, #0000000000000000
;;                                                          |   movi d8, #0000000000000000
;;                                                          |   movi d9, #0000000000000000
;;                                                          |   movi d10, #0000000000000000
;;                                                          |   movi d11, #0000000000000000
;;                                                          |   movi d12, #0000000000000000
;;                                                          |   movi d13, #0000000000000000
;;                                                          |   movi d14, #0000000000000000
;;                                                          |   movi d15, #0000000000000000
;;   local.get 0
;;   local.get 1
;;   f64.add
;;       vaddsd xmm6, xmm6, xmm7                            |   fadd d2, d2, d3
;;   local.set 0
;;   local.get 1
;;   local.get 2
;;   f64.add
;;       vaddsd xmm7, xmm8, xmm7                            |   fadd d3, d3, d4
;;   local.set 1
;;   local.get 2
;;   local.get 3
;;   f64.add
;;       vaddsd xmm8, xmm8, xmm9                            |   fadd d4, d4, d5
;;   local.set 2
;;   local.get 3
;;   local.get 4
;;   f64.add
;;       vaddsd xmm9, xmm9, xmm10                           |   fadd d5, d5, d6
;;   local.set 3
;;   local.get 4
;;   local.get 5
;;   f64.add
;;       vaddsd xmm10, xmm10, xmm11                         |   fadd d6, d6, d7
;;   local.set 4
;;   local.get 5
;;   local.get 6
;;   f64.add
;;       vaddsd xmm11, xmm11, xmm12                         |   fadd d7, d7, d22
;;   local.set 5
;;   local.get 6
;;   local.get 7
;;   f64.add
;;       vaddsd xmm12, xmm12, xmm13                         |   fadd d22, d22, d23
;;   local.set 6
;;   local.get 7
;;   local.get 8
;;   f64.add
;;       vaddsd xmm13, xmm13, xmm14                         |   fadd d23, d23, d24
;;   local.set 7
;;   local.get 8
;;   local.get 9
;;   f64.add
;;       vmovsd xmm0, qword ptr [rbp-0x8]                   |   fadd d24, d24, d25
;;       vaddsd xmm14, xmm14, xmm0                          |
;;   local.set 8
;;   local.get 9
;;   local.get 10
;;   f64.add
;;       vmovsd xmm1, qword ptr [rbp-0x10]                  |   fadd d25, d25, d26
;;       vaddsd xmm0, xmm0, xmm1                            |
;;   local.set 9
;;       vmovsd [rbp-0x8], xmm0                             |
;;   local.get 10
;;   local.get 11
;;   f64.add
;;       vmovsd xmm2, qword ptr [rbp-0x18]                  |   fadd d26, d26, d27
;;       vaddsd xmm1, xmm1, xmm2                            |
;;   local.set 10
;;       vmovsd [rbp-0x10], xmm1                            |
;;   local.get 11
;;   local.get 12
;;   f64.add
;;       vmovsd xmm3, qword ptr [rbp-0x20]                  |   fadd d27, d27, d28
;;       vaddsd xmm2, xmm2, xmm3                            |
;;   local.set 11
;;       vmovsd [rbp-0x18], xmm2                            |
;;   local.get 12
;;   local.get 13
;;   f64.add
;;       vmovsd xmm4, qword ptr [rbp-0x28]                  |   fadd d28, d28, d29
;;       vaddsd xmm3, xmm3, xmm4                            |
;;   local.set 12
;;       vmovsd [rbp-0x20], xmm3                            |
;;   local.get 13
;;   local.get 14
;;   f64.add
;;       vmovsd xmm5, qword ptr [rbp-0x30]                  |   fadd d29, d29, d8
;;       vaddsd xmm4, xmm4, xmm5                            |
;;   local.set 13
;;       vmovsd [rbp-0x28], xmm4                            |
;;   local.get 14
;;   local.get 15
;;   f64.add
;;       vmovsd xmm0, qword ptr [rbp-0x38]                  |   fadd d8, d8, d9
;;       vaddsd xmm5, xmm5, xmm0                            |
;;   local.set 14
;;       vmovsd [rbp-0x30], xmm5                            |
;;   local.get 15
;;   local.get 16
;;   f64.add
;;       vmovsd xmm1, qword ptr [rbp-0x40]                  |   fadd d9, d9, d10
;;       vaddsd xmm0, xmm0, xmm1                            |
;;   local.set 15
;;       vmovsd [rbp-0x38], xmm0                            |
;;   local.get 16
;;   local.get 17
;;   f64.add
;;       vmovsd xmm0, qword ptr [rbp-0x48]                  |   fadd d10, d10, d11
;;       vaddsd xmm1, xmm1, xmm0                            |
;;   local.set 16
;;       vmovsd [rbp-0x40], xmm1                            |
;;   local.get 17
;;   local.get 18
;;   f64.add
;;       vmovsd xmm1, qword ptr [rbp-0x50]                  |   fadd d11, d11, d12
;;       vaddsd xmm0, xmm0, xmm1                            |
;;   local.set 17
;;       vmovsd [rbp-0x48], xmm0                            |
;;   local.get 18
;;   local.get 19
;;   f64.add
;;       vmovsd xmm0, qword ptr [rbp-0x58]                  |   fadd d12, d12, d13
;;       vaddsd xmm1, xmm1, xmm0                            |
;;   local.set 18
;;       vmovsd [rbp-0x50], xmm1                            |
;;   local.get 19
;;   local.get 20
;;   f64.add
;;       vmovsd xmm1, qword ptr [rbp-0x60]                  |   fadd d13, d13, d14
;;       vaddsd xmm0, xmm0, xmm1                            |
;;   local.set 19
;;       vmovsd [rbp-0x58], xmm0                            |
;;   local.get 20
;;   local.get 21
;;   f64.add
;;       vmovsd xmm0, qword ptr [rbp-0x68]                  |   fadd d14, d14, d15
;;       vaddsd xmm1, xmm1, xmm0                            |
;;   local.set 20
;;       vmovsd [rbp-0x60], xmm1                            |
;;   local.get 21
;;   local.get 22
;;   f64.add
;;       vmovsd xmm1, qword ptr [rbp-0x70]                  |   ldr d0, [x29, #0x50]
;;       vaddsd xmm0, xmm0, xmm1                            |   fadd d15, d15, d0
;;   local.set 21
;;       vmovsd [rbp-0x68], xmm0                            |
;;   local.get 22
;;   local.get 23
;;   f64.add
;;       vmovsd xmm0, qword ptr [rbp-0x78]                  |   ldr d1, [x29, #0x58]
;;       vaddsd xmm1, xmm1, xmm0                            |   fadd d0, d0, d1
;;   local.set 22
;;       vmovsd [rbp-0x70], xmm1                            |   str d0, [x29, #0x50]
;;   local.get 23
;;   local.get 24
;;   f64.add
;;       vmovsd xmm1, qword ptr [rbp-0x80]                  |   ldr d16, [x29, #0x60]
;;       vaddsd xmm0, xmm0, xmm1                            |   fadd d1, d1, d16
;;   local.set 23
;;       vmovsd [rbp-0x78], xmm0                            |   str d1, [x29, #0x58]
;;   local.get 24
;;   local.get 25
;;   f64.add
;;       vmovsd xmm0, qword ptr [rbp-0x88]                  |   ldr d17, [x29, #0x68]
;;       vaddsd xmm1, xmm1, xmm0                            |   fadd d16, d16, d17
;;   local.set 24
;;       vmovsd [rbp-0x80], xmm1                            |   str d16, [x29, #0x60]
;;   local.get 25
;;   local.get 26
;;   f64.add
;;       vmovsd xmm1, qword ptr [rbp-0x90]                  |   ldr d18, [x29, #0x70]
;;       vaddsd xmm0, xmm0, xmm1                            |   fadd d17, d17, d18
;;   local.set 25
;;       vmovsd [rbp-0x88], xmm0                            |   str d17, [x29, #0x68]
;;   local.get 26
;;   local.get 27
;;   f64.add
;;       vmovsd xmm0, qword ptr [rbp-0x98]                  |   ldr d19, [x29, #0x78]
;;       vaddsd xmm1, xmm1, xmm0                            |   fadd d18, d18, d19
;;   local.set 26
;;       vmovsd [rbp-0x90], xmm1                            |   str d18, [x29, #0x70]
;;   local.get 27
;;   local.get 0
;;   f64.add
;;       vaddsd xmm0, xmm0, xmm6                            |   fadd d19, d19, d2
;;   local.set 27
;;       vmovsd [rbp-0x98], xmm0                            |   str d19, [x29, #0x78]
;;   local.get 0
;;   end
;;       vmovaps xmm0, xmm6                                 |   fmov d0, d2
;;                                                          |   ldp d8, d9, [x29, #0x10]
;;                                                          |   ldp d10, d11, [x29, #0x20]
;;                                                          |   ldp d12, d13, [x29, #0x30]
;;                                                          |   ldp d14, d15, [x29, #0x40]
