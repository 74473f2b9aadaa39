;; fuel: yes
(module
  (memory 1)
  (func $sum (param i32) (result i32) (local i32)
    (loop
      (local.set 1 (i32.add (local.get 1) (local.get 0)))
      (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
    (local.get 1))
  (func $choose (param i32) (result i32)
    (if (result i32) (local.get 0) (then (i32.const 1)) (else (i32.const 2))))
  (func $fill (param i32) (memory.fill (i32.const 0) (i32.const 1) (local.get 0))))
;; $sum
;;     x86-64: 11 instructions, 44 bytes                    | AArch64: 11 instructions, 44 bytes
;;       xor r8d, r8d                                       |   movz w3, #0
;;   loop
;;     L0:                                                  | L0:
;;   local.get 1
;;       sub r13, 0x9                                       |   subs x25, x25, #9
;;       js L1                                              |   b.lt L1
;;   local.get 0
;;   i32.add
;;       add r8d, edi                                       |   add w3, w3, w2
;;   local.set 1
;;   local.get 0
;;   i32.const 1
;;   i32.sub
;;       add edi, -0x1                                      |   sub w2, w2, #1
;;   local.tee 0
;;   br_if 0
;;       jnz L0                                             |   cbnz w2, L0
;;   end
;;   local.get 1
;;       sub r13, 0x1                                       |   subs x25, x25, #1
;;       js L2                                              |   b.lt L2
;;   end
;;       mov eax, r8d                                       |   mov w0, w3
;;   out of line: local.get 1
;;     L1:                                                  | L1:
;;       ud2  ; all fuel consumed                           |   udf #0  ; all fuel consumed
;;   out of line: local.get 1
;;     L2:                                                  | L2:
;;       ud2  ; all fuel consumed                           |   udf #0  ; all fuel consumed
;;
;; $choose
;;     x86-64: 14 instructions, 68 bytes                    | AArch64: 13 instructions, 52 bytes
;;   local.get 0
;;       sub r13, 0x2                                       |   subs x25, x25, #2
;;       js L2                                              |   b.lt L2
;;   if (result i32)
;;       test edi, edi                                      |   cbz w2, L0
;;       jz L0                                              |
;;   i32.const 1
;;       sub r13, 0x1                                       |   subs x25, x25, #1
;;       js L3                                              |   b.lt L3
;;   else
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       jmp L1                                             |   b L1
;;     L0:                                                  | L0:
;;   i32.const 2
;;       sub r13, 0x1                                       |   subs x25, x25, #1
;;       js L4                                              |   b.lt L4
;;   end
;;       mov eax, 0x2                                       |   movz w0, #0x2
;;   end
;;     L1:                                                  | L1:
;;   out of line: local.get 0
;;     L2:                                                  | L2:
;;       ud2  ; all fuel consumed                           |   udf #0  ; all fuel consumed
;;   out of line: i32.const 1
;;     L3:                                                  | L3:
;;       ud2  ; all fuel consumed                           |   udf #0  ; all fuel consumed
;;   out of line: i32.const 2
;;     L4:                                                  | L4:
;;       ud2  ; all fuel consumed                           |   udf #0  ; all fuel consumed
;;
;; $fill
;;     x86-64: 19 instructions, 79 bytes                    | AArch64: 18 instructions, 72 bytes
;;       mov [rbp-0x8], edi                                 |   str x2, [x29, #0x10]
;;   i32.const 0
;;       sub r13, 0x4                                       |   subs x25, x25, #4
;;       js L1                                              |   b.lt L1
;;   i32.const 1
;;   local.get 0
;;   memory.fill
;;       mov esi, 0x0                                       |   movz w1, #0
;;       mov r8d, [rbp-0x8]                                 |   ldr w4, [x29, #0x10]
;;       mov ecx, 0x1                                       |   movz w3, #0x1
;;       mov edx, 0x0                                       |   movz w2, #0
;;       mov r11, r8                                        |   subs x25, x25, x4, lsr #6
;;       shr r11, 0x6                                       |   b.lt L2
;;       sub r13, r11                                       |   mov x0, x28
;;       js L2                                              |   ldr x17, [x28, #0x90]
;;       mov rdi, r14                                       |   ldr x17, [x17, #8]
;;       mov r11, [r14+0x90]                                |   blr x17
;;       call [r11+0x8]                                     |   tst w0, #0xff
;;       test al, -0x1                                      |   b.eq L0
;;       jz L0                                              |
;;   end
;;   out of line: memory.fill
;;     L0:                                                  | L0:
;;       ud2  ; trap of a runtime function                  |   udf #0  ; trap of a runtime function
;;   out of line: i32.const 0
;;     L1:                                                  | L1:
;;       ud2  ; all fuel consumed                           |   udf #0  ; all fuel consumed
;;   out of line: memory.fill
;;     L2:                                                  | L2:
;;       ud2  ; all fuel consumed                           |   udf #0  ; all fuel consumed
