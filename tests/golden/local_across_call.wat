;; Locals around calls.
(module
  (func $callee (param i32) (result i32) (local.get 0))
  (func $one_use (param i32) (result i32) (i32.add (call $callee (i32.const 1)) (local.get 0)))
  (func $several_uses (param i32) (result i32)
    (local.set 0 (i32.add (local.get 0) (call $callee (local.get 0))))
    (local.set 0 (i32.add (local.get 0) (call $callee (local.get 0))))
    (local.get 0))
  (func $four_locals (param i32 i32 i32 i32) (result i32)
    (loop $l
      (local.set 0 (i32.add (local.get 0) (call $callee (local.get 1))))
      (local.set 1 (i32.add (local.get 1) (local.get 2)))
      (local.set 2 (i32.add (local.get 2) (local.get 3)))
      (br_if $l (local.tee 3 (i32.sub (local.get 3) (i32.const 1)))))
    (local.get 0))
  ;; Floats have homes that calls destroy: saved before, loaded after.
  (func $floats (param f64 f64 i32) (result f64)
    (loop $l
      (local.set 0 (f64.add (local.get 0) (local.get 1)))
      (local.set 1 (f64.mul (local.get 0) (local.get 1)))
      (br_if $l (call $callee (local.get 2))))
    (local.get 0)))
;; $callee
;;     x86-64: 1 instruction, 2 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   end
;;       mov eax, edi                                       |   mov w0, w2
;;
;; $one_use
;;     x86-64: 5 instructions, 18 bytes                     | AArch64: 5 instructions, 20 bytes
;;       mov [rbp-0x8], edi                                 |   str x2, [x29, #0x10]
;;   i32.const 1
;;   call $callee
;;       mov edi, 0x1                                       |   movz w2, #0x1
;;       call $callee                                       |   bl $callee
;;   local.get 0
;;   i32.add
;;       mov ecx, [rbp-0x8]                                 |   ldr w1, [x29, #0x10]
;;       add eax, ecx                                       |   add w0, w0, w1
;;   end
;;
;; $several_uses
;;     x86-64: 10 instructions, 30 bytes                    | AArch64: 10 instructions, 40 bytes
;;       mov [rbp-0x8], rbx                                 |   str x19, [x29, #0x10]
;;       mov ebx, edi                                       |   mov w19, w2
;;   local.get 0
;;   local.get 0
;;   call $callee
;;       mov edi, ebx                                       |   mov w2, w19
;;       call $callee                                       |   bl $callee
;;   i32.add
;;       add ebx, eax                                       |   add w19, w19, w0
;;   local.set 0
;;   local.get 0
;;   local.get 0
;;   call $callee
;;       mov edi, ebx                                       |   mov w2, w19
;;       call $callee                                       |   bl $callee
;;   i32.add
;;       add ebx, eax                                       |   add w19, w19, w0
;;   local.set 0
;;   local.get 0
;;   end
;;       mov eax, ebx                                       |   mov w0, w19
;;       mov rbx, [rbp-0x8]                                 |   ldr x19, [x29, #0x10]
;;
;; $four_locals
;;     x86-64: 21 instructions, 72 bytes                    | AArch64: 16 instructions, 64 bytes
;;       mov [rbp-0x8], rbx                                 |   stp x19, x20, [x29, #0x10]
;;       mov [rbp-0x10], r12                                |   stp x21, x22, [x29, #0x20]
;;       mov [rbp-0x18], r13                                |   mov w22, w2
;;       mov r13d, esi                                      |   mov w21, w5
;;       mov r12d, r9d                                      |   mov w20, w4
;;       mov ebx, r8d                                       |   mov w19, w3
;;   loop
;;       nop [rax+rax], ax                                  | L0:
;;       nop                                                |
;;     L0:                                                  |
;;   local.get 0
;;   local.get 1
;;   call $callee
;;       mov [rbp-0x20], edi                                |   mov w2, w19
;;       mov edi, ebx                                       |   bl $callee
;;       call $callee                                       |
;;       mov edi, [rbp-0x20]                                |
;;   i32.add
;;       add edi, eax                                       |   add w22, w22, w0
;;   local.set 0
;;   local.get 1
;;   local.get 2
;;   i32.add
;;       add ebx, r12d                                      |   add w19, w19, w20
;;   local.set 1
;;   local.get 2
;;   local.get 3
;;   i32.add
;;       add r12d, r13d                                     |   add w20, w20, w21
;;   local.set 2
;;   local.get 3
;;   i32.const 1
;;   i32.sub
;;       add r13d, -0x1                                     |   sub w21, w21, #1
;;   local.tee 3
;;   br_if 0
;;       jnz L0                                             |   cbnz w21, L0
;;   end
;;   local.get 0
;;   end
;;       mov eax, edi                                       |   mov w0, w22
;;       mov rbx, [rbp-0x8]                                 |   ldp x19, x20, [x29, #0x10]
;;       mov r12, [rbp-0x10]                                |   ldp x21, x22, [x29, #0x20]
;;       mov r13, [rbp-0x18]                                |
;;
;; $floats
;;     x86-64: 14 instructions, 53 bytes                    | AArch64: 13 instructions, 52 bytes
;;       mov [rbp-0x8], rbx                                 |   str x19, [x29, #0x10]
;;       mov ebx, edi                                       |   stp d8, d9, [x29, #0x18]
;;                                                          |   fmov d8, d2
;;                                                          |   mov w19, w2
;;                                                          |   fmov d9, d3
;;   loop
;;     L0:                                                  | L0:
;;   local.get 0
;;   local.get 1
;;   f64.add
;;       vaddsd xmm6, xmm6, xmm7                            |   fadd d8, d8, d9
;;   local.set 0
;;   local.get 0
;;   local.get 1
;;   f64.mul
;;       vmulsd xmm7, xmm6, xmm7                            |   fmul d9, d8, d9
;;   local.set 1
;;   local.get 2
;;   call $callee
;;       vmovsd [rbp-0x10], xmm6                            |   mov w2, w19
;;       vmovsd [rbp-0x18], xmm7                            |   bl $callee
;;       mov edi, ebx                                       |
;;       call $callee                                       |
;;       vmovsd xmm6, qword ptr [rbp-0x10]                  |
;;       vmovsd xmm7, qword ptr [rbp-0x18]                  |
;;   br_if 0
;;       test eax, eax                                      |   cbnz w0, L0
;;       jnz L0                                             |
;;   end
;;   local.get 0
;;   end
;;       vmovaps xmm0, xmm6                                 |   fmov d0, d8
;;       mov rbx, [rbp-0x8]                                 |   ldr x19, [x29, #0x10]
;;                                                          |   ldp d8, d9, [x29, #0x18]
