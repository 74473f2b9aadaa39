;; Several results: two of a kind in registers, the others through a buffer of the context.
(module
  (func $two (param i32) (result i32 i32)
    (local.get 0)
    (i32.const 2))
  (func $four (param i32) (result i32 i32 i32 i32)
    (local.get 0)
    (i32.const 2)
    (i32.const 3)
    (local.get 0))
  (func $floats (param f64) (result f64 f64 f64)
    (local.get 0)
    (local.get 0)
    (local.get 0))
  (func $mixed (param i32 f64) (result i32 f64 i64)
    (local.get 0)
    (local.get 1)
    (i64.const 7))
  (func $add_two (param i32) (result i32) (i32.add (call $two (local.get 0))))
  (func $add_four (param i32) (result i32)
    (call $four (local.get 0))
    (i32.add)
    (i32.add)
    (i32.add))
  (func $add_floats (param f64) (result f64)
    (call $floats (local.get 0))
    (f64.add)
    (f64.add))
  (func $pass_on (param i32) (result i32 i32) (call $two (local.get 0)))
  (func $drop_one (param i32) (result i32)
    (call $two (local.get 0))
    (drop)))
;; $two
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const 2
;;   end
;;       mov eax, edi                                       |   mov w0, w2
;;       mov edx, 0x2                                       |   movz w1, #0x2
;;
;; $four
;;     x86-64: 6 instructions, 34 bytes                     | AArch64: 6 instructions, 24 bytes
;;   local.get 0
;;   i32.const 2
;;   i32.const 3
;;   local.get 0
;;   end
;;       mov r11d, 0x3                                      |   movz w16, #0x3
;;       mov [r14+0xe8], r11d                               |   str w16, [x28, #0xe8]
;;       mov [r14+0xf0], edi                                |   str w2, [x28, #0xf0]
;;       mov eax, edi                                       |   mov w0, w2
;;       mov edx, 0x2                                       |   movz w1, #0x2
;;       lea r11, [r14+0xe8]                                |   add x16, x28, #0xe8
;;
;; $floats
;;     x86-64: 4 instructions, 24 bytes                     | AArch64: 4 instructions, 16 bytes
;;   local.get 0
;;   local.get 0
;;   local.get 0
;;   end
;;       vmovsd [r14+0xe8], xmm6                            |   str d2, [x28, #0xe8]
;;       vmovaps xmm0, xmm6                                 |   fmov d0, d2
;;       vmovaps xmm1, xmm6                                 |   fmov d1, d2
;;       lea r11, [r14+0xe8]                                |   add x16, x28, #0xe8
;;
;; $mixed
;;     x86-64: 3 instructions, 11 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   local.get 1
;;   i64.const 7
;;   end
;;       mov eax, edi                                       |   mov w0, w2
;;       mov edx, 0x7                                       |   movz w1, #0x7
;;       vmovaps xmm0, xmm6                                 |   fmov d0, d2
;;
;; $add_two
;;     x86-64: 4 instructions, 13 bytes                     | AArch64: 4 instructions, 16 bytes
;;       mov [rbp-0x8], edi                                 |   str x2, [x29, #0x10]
;;   local.get 0
;;   call $two
;;       mov edi, [rbp-0x8]                                 |   ldr w2, [x29, #0x10]
;;       call $two                                          |   bl $two
;;   i32.add
;;       add eax, edx                                       |   add w0, w0, w1
;;   end
;;
;; $add_four
;;     x86-64: 11 instructions, 36 bytes                    | AArch64: 12 instructions, 48 bytes
;;       mov [rbp-0x8], edi                                 |   str x2, [x29, #0x10]
;;   local.get 0
;;   call $four
;;       mov edi, [rbp-0x8]                                 |   ldr w2, [x29, #0x10]
;;       call $four                                         |   bl $four
;;       mov rcx, [r11]                                     |   ldr x2, [x16]
;;       mov [rbp-0x20], rcx                                |   str x2, [x29, #0x28]
;;       mov rcx, [r11+0x8]                                 |   ldr x2, [x16, #8]
;;       mov [rbp-0x28], rcx                                |   str x2, [x29, #0x30]
;;   i32.add
;;       mov ecx, [rbp-0x20]                                |   ldr w2, [x29, #0x28]
;;       add ecx, [rbp-0x28]                                |   ldr w3, [x29, #0x30]
;;                                                          |   add w2, w2, w3
;;   i32.add
;;       add edx, ecx                                       |   add w1, w1, w2
;;   i32.add
;;       add eax, edx                                       |   add w0, w0, w1
;;   end
;;
;; $add_floats
;;     x86-64: 7 instructions, 31 bytes                     | AArch64: 8 instructions, 32 bytes
;;       vmovsd [rbp-0x8], xmm6                             |   str d2, [x29, #0x10]
;;   local.get 0
;;   call $floats
;;       vmovsd xmm6, qword ptr [rbp-0x8]                   |   ldr d2, [x29, #0x10]
;;       call $floats                                       |   bl $floats
;;       mov rax, [r11]                                     |   ldr x0, [x16]
;;       mov [rbp-0x20], rax                                |   str x0, [x29, #0x28]
;;   f64.add
;;       vaddsd xmm1, xmm1, qword ptr [rbp-0x20]            |   ldr d2, [x29, #0x28]
;;                                                          |   fadd d1, d1, d2
;;   f64.add
;;       vaddsd xmm0, xmm0, xmm1                            |   fadd d0, d0, d1
;;   end
;;
;; $pass_on
;;     x86-64: 3 instructions, 11 bytes                     | AArch64: 3 instructions, 12 bytes
;;       mov [rbp-0x8], edi                                 |   str x2, [x29, #0x10]
;;   local.get 0
;;   call $two
;;       mov edi, [rbp-0x8]                                 |   ldr w2, [x29, #0x10]
;;       call $two                                          |   bl $two
;;   end
;;
;; $drop_one
;;     x86-64: 3 instructions, 11 bytes                     | AArch64: 3 instructions, 12 bytes
;;       mov [rbp-0x8], edi                                 |   str x2, [x29, #0x10]
;;   local.get 0
;;   call $two
;;       mov edi, [rbp-0x8]                                 |   ldr w2, [x29, #0x10]
;;       call $two                                          |   bl $two
;;   drop
;;   end
