;; More arguments than registers: the others are on the stack, and the callee pops them.
(module
  (func $callee (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32)
    (i32.add (local.get 0) (i32.add (local.get 8) (local.get 9))))
  (func $caller (param i32) (result i32)
    (call $callee (local.get 0) (i32.const 1) (i32.const 2) (i32.const 3) (i32.const 4)
      (i32.const 5) (i32.const 6) (i32.const 7) (i32.const 8) (local.get 0)))
  (func $float_callee (param f64 f64 f64 f64 f64 f64 f64 f64 f64 f64) (result f64)
    (f64.add (local.get 0) (f64.add (local.get 8) (local.get 9))))
  (func $float_caller (param f64) (result f64)
    (call $float_callee (local.get 0) (local.get 0) (local.get 0) (local.get 0) (local.get 0)
      (local.get 0) (local.get 0) (local.get 0) (local.get 0) (local.get 0)))
  (func $mixed_callee (param i32 f32 i64 f64 i32 f32 i64 f64) (result i64)
    (i64.add (local.get 2) (local.get 6)))
  (func $mixed_caller (param i64 f64) (result i64)
    (call $mixed_callee (i32.const 1) (f32.const 2) (local.get 0) (local.get 1) (i32.const 5)
      (f32.const 6)
      (local.get 0)
      (local.get 1))))
;; $callee
;;     x86-64: 9 instructions, 31 bytes                     | AArch64: 8 instructions, 32 bytes
;;       mov [rbp-0x8], r8d                                 |   stp x3, x4, [x29, #0x10]
;;       mov [rbp-0x10], r9d                                |   stp x5, x6, [x29, #0x20]
;;       mov [rbp-0x18], esi                                |   stp x7, x0, [x29, #0x30]
;;       mov [rbp-0x20], edx                                |   str x1, [x29, #0x40]
;;       mov [rbp-0x28], ecx                                |   ldr w4, [x29, #0x68]
;;       mov r9d, [rbp+0x28]                                |   ldr w3, [x29, #0x60]
;;       mov r8d, [rbp+0x20]                                |
;;   local.get 0
;;   local.get 8
;;   local.get 9
;;   i32.add
;;   i32.add
;;       lea eax, [r8+r9]                                   |   add w0, w3, w4
;;       add eax, edi                                       |   add w0, w2, w0
;;   end
;;
;; $caller
;;     x86-64: 17 instructions, 83 bytes                    | AArch64: 15 instructions, 60 bytes
;;       mov [rbp-0x8], edi                                 |   str x2, [x29, #0x10]
;;   local.get 0
;;   i32.const 1
;;   i32.const 2
;;   i32.const 3
;;   i32.const 4
;;   i32.const 5
;;   i32.const 6
;;   i32.const 7
;;   i32.const 8
;;   local.get 0
;;   call $callee
;;       mov r11d, 0x6                                      |   movz w16, #0x8
;;       mov [rsp], r11d                                    |   str w16, [sp]
;;       mov r11d, 0x7                                      |   ldr w16, [x29, #0x10]
;;       mov [rsp+0x8], r11d                                |   str w16, [sp, #8]
;;       mov r11d, 0x8                                      |   ldr w2, [x29, #0x10]
;;       mov [rsp+0x10], r11d                               |   movz w1, #0x7
;;       mov r11d, [rbp-0x8]                                |   movz w0, #0x6
;;       mov [rsp+0x18], r11d                               |   movz w7, #0x5
;;       mov edi, [rbp-0x8]                                 |   movz w6, #0x4
;;       mov ecx, 0x5                                       |   movz w5, #0x3
;;       mov edx, 0x4                                       |   movz w4, #0x2
;;       mov esi, 0x3                                       |   movz w3, #0x1
;;       mov r9d, 0x2                                       |   bl $callee
;;       mov r8d, 0x1                                       |   sub sp, sp, #0x10
;;       call $callee                                       |
;;       sub rsp, 0x20                                      |
;;   end
;;
;; $float_callee
;;     x86-64: 11 instructions, 53 bytes                    | AArch64: 7 instructions, 28 bytes
;;       vmovsd [rbp-0x8], xmm7                             |   stp d3, d4, [x29, #0x10]
;;       vmovsd [rbp-0x10], xmm8                            |   stp d5, d6, [x29, #0x20]
;;       vmovsd [rbp-0x18], xmm9                            |   stp d7, d0, [x29, #0x30]
;;       vmovsd [rbp-0x20], xmm10                           |   str d1, [x29, #0x40]
;;       vmovsd [rbp-0x28], xmm11                           |   ldp d3, d4, [x29, #0x60]
;;       vmovsd [rbp-0x30], xmm0                            |
;;       vmovsd [rbp-0x38], xmm1                            |
;;       vmovsd xmm8, qword ptr [rbp+0x18]                  |
;;       vmovsd xmm7, qword ptr [rbp+0x10]                  |
;;   local.get 0
;;   local.get 8
;;   local.get 9
;;   f64.add
;;       vaddsd xmm0, xmm8, xmm7                            |   fadd d0, d3, d4
;;   f64.add
;;       vaddsd xmm0, xmm6, xmm0                            |   fadd d0, d2, d0
;;   end
;;
;; $float_caller
;;     x86-64: 13 instructions, 58 bytes                    | AArch64: 13 instructions, 52 bytes
;;   local.get 0
;;   local.get 0
;;   local.get 0
;;   local.get 0
;;   local.get 0
;;   local.get 0
;;   local.get 0
;;   local.get 0
;;   local.get 0
;;   local.get 0
;;   call $float_callee
;;       vmovsd [rbp-0x8], xmm6                             |   str d2, [x29, #0x10]
;;       vmovsd [rsp], xmm6                                 |   str d2, [sp]
;;       vmovsd [rsp+0x8], xmm6                             |   str d2, [sp, #8]
;;       vmovaps xmm7, xmm6                                 |   fmov d3, d2
;;       vmovaps xmm1, xmm6                                 |   fmov d1, d2
;;       vmovaps xmm0, xmm6                                 |   fmov d0, d2
;;       vmovaps xmm11, xmm6                                |   fmov d7, d2
;;       vmovaps xmm10, xmm6                                |   fmov d6, d2
;;       vmovaps xmm9, xmm6                                 |   fmov d5, d2
;;       vmovaps xmm8, xmm6                                 |   fmov d4, d2
;;       call $float_callee                                 |   bl $float_callee
;;       sub rsp, 0x10                                      |   sub sp, sp, #0x10
;;       vmovsd xmm6, qword ptr [rbp-0x8]                   |   ldr d2, [x29, #0x10]
;;   end
;;
;; $mixed_callee
;;     x86-64: 7 instructions, 31 bytes                     | AArch64: 5 instructions, 20 bytes
;;       mov [rbp-0x8], edi                                 |   str x2, [x29, #0x10]
;;       vmovss [rbp-0x10], xmm6                            |   stp d2, d3, [x29, #0x18]
;;       vmovsd [rbp-0x18], xmm7                            |   str x4, [x29, #0x28]
;;       mov [rbp-0x20], r9d                                |   stp d4, d5, [x29, #0x30]
;;       vmovss [rbp-0x28], xmm8                            |
;;       vmovsd [rbp-0x30], xmm9                            |
;;   local.get 2
;;   local.get 6
;;   i64.add
;;   end
;;       lea rax, [r8+rsi]                                  |   add x0, x3, x5
;;
;; $mixed_caller
;;     x86-64: 13 instructions, 65 bytes                    | AArch64: 11 instructions, 44 bytes
;;       mov [rbp-0x8], rdi                                 |   str x2, [x29, #0x10]
;;       vmovsd [rbp-0x10], xmm6                            |   str d2, [x29, #0x18]
;;   i32.const 1
;;   f32.const 2
;;   local.get 0
;;   local.get 1
;;   i32.const 5
;;   f32.const 6
;;   local.get 0
;;   local.get 1
;;   call $mixed_callee
;;       mov edi, 0x1                                       |   movz w2, #0x1
;;       vmovsd xmm9, qword ptr [rbp-0x10]                  |   ldr d5, [x29, #0x18]
;;       mov rsi, [rbp-0x8]                                 |   ldr x5, [x29, #0x10]
;;       mov r11d, 0x40c00000                               |   fmov s4, #6.00000000
;;       vmovd xmm8, r11d                                   |   movz w4, #0x5
;;       mov r9d, 0x5                                       |   ldr d3, [x29, #0x18]
;;       vmovsd xmm7, qword ptr [rbp-0x10]                  |   ldr x3, [x29, #0x10]
;;       mov r8, [rbp-0x8]                                  |   fmov s2, #2.00000000
;;       mov r11d, 0x40000000                               |   bl $mixed_callee
;;       vmovd xmm6, r11d                                   |
;;       call $mixed_callee                                 |
;;   end
