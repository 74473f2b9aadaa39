;; Tail calls are jumps.
(module
  (func $imported (import "env" "f") (param i32) (result i32))
  (func $one (param i32) (result i32) (return_call $one (local.get 0)))
  (func $sum (param $n i32) (param $sum i32) (result i32)
    (if (i32.eqz (local.get $n)) (then (return (local.get $sum))))
    (return_call $sum (i32.sub (local.get $n) (i32.const 1))
      (i32.add (local.get $sum) (local.get $n))))
  (func $swap (param i32 i32) (result i32) (return_call $sum (local.get 1) (local.get 0)))
  ;; A host function is called, then left.
  (func $to_import (param i32) (result i32) (return_call $imported (local.get 0)))
  ;; From stack arguments to none.
  (func $many (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32)
    (return_call $one (local.get 9)))
  ;; And back.
  (func $to_many (param i32) (result i32)
    (return_call $many (local.get 0) (local.get 0) (local.get 0) (local.get 0) (local.get 0)
     (local.get 0) (local.get 0) (local.get 0) (local.get 0) (local.get 0)))
  (func $floats (param f64 f64) (result f64) (return_call $floats (local.get 1) (local.get 0))))
;; $one
;;     x86-64: 2 instructions, 6 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   return_call $one
;;       pop rbp                                            |   ldp x29, x30, [sp], #0x20
;;       jmp $one                                           |   b $one
;;   end
;;
;; $sum
;;     x86-64: 9 instructions, 26 bytes                     | AArch64: 8 instructions, 32 bytes
;;   local.get 0
;;   i32.eqz
;;       test edi, edi                                      |
;;   if
;;       jnz L0                                             |   cbnz w2, L0
;;   local.get 1
;;   return
;;       mov eax, r8d                                       |   mov w0, w3
;;       pop rbp                                            |   ldp x29, x30, [sp], #0x20
;;       ret                                                |   ret
;;   end
;;     L0:                                                  | L0:
;;   local.get 0
;;   i32.const 1
;;   i32.sub
;;   local.get 1
;;   local.get 0
;;   i32.add
;;   return_call $sum
;;       lea r8d, [r8+rdi]                                  |   add w3, w3, w2
;;       lea edi, [rdi-0x1]                                 |   sub w2, w2, #1
;;       pop rbp                                            |   ldp x29, x30, [sp], #0x20
;;       jmp $sum                                           |   b $sum
;;   end
;;
;; $swap
;;     x86-64: 5 instructions, 15 bytes                     | AArch64: 5 instructions, 20 bytes
;;   local.get 1
;;   local.get 0
;;   return_call $sum
;;       mov r11, rdi                                       |   mov x16, x2
;;       mov edi, r8d                                       |   mov w2, w3
;;       mov r8d, r11d                                      |   mov w3, w16
;;       pop rbp                                            |   ldp x29, x30, [sp], #0x20
;;       jmp $sum                                           |   b $sum
;;   end
;;
;; $to_import
;;     x86-64: 11 instructions, 45 bytes                    | AArch64: 11 instructions, 44 bytes
;;       mov [rbp-0x8], r14                                 |   stp x28, x2, [x29, #0x10]
;;       mov [rbp-0x10], edi                                |
;;   local.get 0
;;   return_call $env.f
;;       mov esi, [rbp-0x10]                                |   ldr w1, [x29, #0x18]
;;       mov r11, [r14+0xc0]                                |   ldr x17, [x28, #0xc0]
;;       mov [r11+0x20], rbp                                |   adr x16, L0
;;       mov [r11+0x28], rsp                                |   stp x29, x16, [x17, #0x20]
;;       mov rdi, [r14+0xf0]                                |   ldr x0, [x28, #0xf0]
;;       call [r14+0xe8]                                    |   ldr x17, [x28, #0xe8]
;;       mov r14, [rbp-0x8]                                 |   blr x17
;;       leave                                              | L0:
;;       ret                                                |   ldr x28, [x29, #0x10]
;;                                                          |   ldp x29, x30, [sp], #0x40
;;                                                          |   ret
;;   end
;;
;; $many
;;     x86-64: 15 instructions, 61 bytes                    | AArch64: 10 instructions, 40 bytes
;;       mov [rbp-0x8], edi                                 |   stp x2, x3, [x29, #0x10]
;;       mov [rbp-0x10], r8d                                |   stp x4, x5, [x29, #0x20]
;;       mov [rbp-0x18], r9d                                |   stp x6, x7, [x29, #0x30]
;;       mov [rbp-0x20], esi                                |   stp x0, x1, [x29, #0x40]
;;       mov [rbp-0x28], edx                                |   ldr w2, [x29, #0x68]
;;       mov [rbp-0x30], ecx                                |
;;       mov edi, [rbp+0x28]                                |
;;   local.get 9
;;   return_call $one
;;       mov [r14+0xa8], rax                                |   ldp x10, x30, [x29]
;;       mov r10, [rbp]                                     |   add x9, x29, #0x70
;;       mov r11, [rbp+0x8]                                 |   mov sp, x9
;;       lea rsp, [rbp+0x28]                                |   mov x29, x10
;;       mov [rsp], r11                                     |   b $one
;;       mov rbp, r10                                       |
;;       mov rax, [r14+0xa8]                                |
;;       jmp $one                                           |
;;   end
;;
;; $to_many
;;     x86-64: 25 instructions, 100 bytes                   | AArch64: 18 instructions, 72 bytes
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
;;   return_call $many
;;       mov [rsp], edi                                     |   str w2, [sp]
;;       mov [rsp+0x8], edi                                 |   str w2, [sp, #8]
;;       mov [rsp+0x10], edi                                |   mov w3, w2
;;       mov [rsp+0x18], edi                                |   mov w1, w2
;;       mov r8d, edi                                       |   mov w0, w2
;;       mov ecx, edi                                       |   mov w7, w2
;;       mov edx, edi                                       |   mov w6, w2
;;       mov esi, edi                                       |   mov w5, w2
;;       mov r9d, edi                                       |   mov w4, w2
;;       mov [r14+0xa8], rax                                |   ldp x10, x30, [x29]
;;       mov r10, [rbp]                                     |   add x9, x29, #0x10
;;       mov r11, [rbp+0x8]                                 |   ldr x16, [sp, #8]
;;       mov rax, [rsp+0x18]                                |   str x16, [x9, #8]
;;       mov [rbp+0x8], rax                                 |   ldr x16, [sp]
;;       mov rax, [rsp+0x10]                                |   str x16, [x9]
;;       mov [rbp], rax                                     |   mov sp, x9
;;       mov rax, [rsp+0x8]                                 |   mov x29, x10
;;       mov [rbp-0x8], rax                                 |   b $many
;;       mov rax, [rsp]                                     |
;;       mov [rbp-0x10], rax                                |
;;       lea rsp, [rbp-0x18]                                |
;;       mov [rsp], r11                                     |
;;       mov rbp, r10                                       |
;;       mov rax, [r14+0xa8]                                |
;;       jmp $many                                          |
;;   end
;;
;; $floats
;;     x86-64: 5 instructions, 18 bytes                     | AArch64: 5 instructions, 20 bytes
;;   local.get 1
;;   local.get 0
;;   return_call $floats
;;       vmovaps xmm15, xmm6                                |   fmov d31, d2
;;       vmovaps xmm6, xmm7                                 |   fmov d2, d3
;;       vmovaps xmm7, xmm15                                |   fmov d3, d31
;;       pop rbp                                            |   ldp x29, x30, [sp], #0x20
;;       jmp $floats                                        |   b $floats
;;   end
