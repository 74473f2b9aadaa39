;; An indirect call in a loop.
(module
  (table $t 4 funcref)
  (func $sum (param $n i32) (param $f i32) (result i32) (local $sum i32)
    (loop $next
      (local.set $sum (i32.add (local.get $sum)
        (call_indirect $t (param i32) (result i32) (local.get $n) (local.get $f))))
      (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum)))
;; $sum
;;     x86-64: 35 instructions, 145 bytes                   | AArch64: 34 instructions, 136 bytes
;;       mov [rbp-0x8], r14                                 |   stp x28, x19, [x29, #0x10]
;;       mov [rbp-0x10], rbx                                |   stp x20, x21, [x29, #0x20]
;;       mov [rbp-0x18], r12                                |   mov w19, w2
;;       mov [rbp-0x20], r13                                |   mov w21, w3
;;       mov ebx, edi                                       |   movz w20, #0
;;       mov r13d, r8d                                      |
;;       xor r12d, r12d                                     |
;;   loop
;;       nop [rax+rax], ax                                  | L0:
;;       nop [rax+rax], ax                                  |
;;       nop [rax+rax], eax                                 |
;;     L0:                                                  |
;;   local.get 2
;;   local.get 0
;;   local.get 1
;;   call_indirect (type 1)
;;       cmp r13, [r14+0xe0]                                |   ldr x17, [x28, #0xe0]
;;       jnb L3                                             |   cmp x21, x17
;;       mov rax, [r14+0xd8]                                |   b.hs L3
;;       mov rax, [rax+r13*8]                               |   ldr x8, [x28, #0xd8]
;;       mov r11d, [r14+0xd4]                               |   ldr x8, [x8, x21, lsl #3]
;;       cmp [rax+0x18], r11d  ; uninitialized element      |   ldr w16, [x28, #0xd4]
;;       jnz L4                                             |   ldr w17, [x8, #0x18]  ; uninitialized element
;;       mov edi, ebx                                       |   cmp w17, w16
;;       cmp r14, [rax+0x10]                                |   b.ne L4
;;       jnz L2                                             |   mov w2, w19
;;       call [rax+0x8]                                     |   ldr x17, [x8, #0x10]
;;     L1:                                                  |   cmp x28, x17
;;                                                          |   b.ne L2
;;                                                          |   ldr x17, [x8, #8]
;;                                                          |   blr x17
;;                                                          | L1:
;;   i32.add
;;       add r12d, eax                                      |   add w20, w20, w0
;;   local.set 2
;;   local.get 0
;;   i32.const 1
;;   i32.sub
;;       add ebx, -0x1                                      |   sub w19, w19, #1
;;   local.tee 0
;;   br_if 0
;;       jnz L0                                             |   cbnz w19, L0
;;   end
;;   local.get 2
;;   end
;;       mov eax, r12d                                      |   mov w0, w20
;;       mov rbx, [rbp-0x10]                                |   ldp x19, x20, [x29, #0x18]
;;       mov r12, [rbp-0x18]                                |   ldr x21, [x29, #0x28]
;;       mov r13, [rbp-0x20]                                |
;;   out of line: call_indirect (type 1)
;;     L2:                                                  | L2:
;;       mov r11, r14                                       |   mov x16, x28
;;       mov r14, [rax+0x10]                                |   ldr x17, [x8]
;;       call [rax]                                         |   ldr x28, [x8, #0x10]
;;       mov r14, [rbp-0x8]                                 |   blr x17
;;       jmp L1                                             |   ldr x28, [x29, #0x10]
;;                                                          |   b L1
;;   out of line: call_indirect (type 1)
;;     L3:                                                  | L3:
;;       ud2  ; undefined element                           |   udf #0  ; undefined element
;;   out of line: call_indirect (type 1)
;;     L4:                                                  | L4:
;;       ud2  ; indirect call type mismatch                 |   udf #0  ; indirect call type mismatch
