;; Of accesses with the same local one is tested; constants are left to the address.
;; bounds: checked
(module
  (memory 1)
  (func $again (param i32) (result i32)
    (i32.add (i32.load (local.get 0)) (i32.load offset=4 (local.get 0))))
  (func $addend (param i32) (result i32)
    (i32.load offset=4 (i32.add (local.get 0) (i32.const 1000))))
  (func $negative (param i32) (result i32)
    (local.set 0 (i32.const -16))
    (i32.load (i32.add (local.get 0) (i32.const 1000)))))
;; $again
;;     x86-64: 35 instructions, 129 bytes                   | AArch64: 40 instructions, 160 bytes
;;   local.get 0
;;   i32.load
;;       cmp rdi, r10                                       |   cmp x2, x26
;;       jnb L2                                             |   b.hs L2
;;       mov eax, [r15+rdi]  ; out of bounds                |   ldr w0, [x27, w2, uxtw]  ; out of bounds
;;     L0:                                                  | L0:
;;   local.get 0
;;   i32.load offset=4
;;       mov ecx, [r15+rdi+0x4]  ; out of bounds            |   add x3, x27, x2
;;     L1:                                                  |   ldr w1, [x3, #4]  ; out of bounds
;;                                                          | L1:
;;   i32.add
;;       add eax, ecx                                       |   add w0, w0, w1
;;   end
;;   out of line: i32.load
;;     L2:                                                  | L2:
;;       mov r11, rdi                                       |   mov x16, x2
;;       sub r11, [r14+0x28]                                |   ldr x17, [x28, #0x28]
;;       cmp r11, [r14+0x48]                                |   sub x16, x16, x17
;;       jnb L4                                             |   ldr x17, [x28, #0x48]
;;       add r11, [r14+0x30]                                |   cmp x16, x17
;;     L3:                                                  |   b.hs L4
;;       mov eax, [r11]  ; out of bounds                    |   ldr x17, [x28, #0x30]
;;       jmp L0                                             |   add x16, x16, x17
;;     L4:                                                  | L3:
;;       add r11, [r14+0x28]                                |   ldr w0, [x16]  ; out of bounds
;;       sub rsp, 0x8                                       |   b L0
;;       push r11                                           | L4:
;;       mov r11, [r14+0x98]                                |   ldr x17, [x28, #0x28]
;;       call [r11+0x10]                                    |   add x16, x16, x17
;;       test r11, r11                                      |   ldr x17, [x28, #0x98]
;;       jnz L3                                             |   ldr x17, [x17, #0x10]
;;       ud2  ; out of bounds                               |   blr x17
;;                                                          |   cbnz x16, L3
;;                                                          |   udf #0  ; out of bounds
;;   out of line: i32.load offset=4
;;       lea r11, [rdi+0x4]                                 |   add x16, x2, #4
;;       sub r11, [r14+0x28]                                |   ldr x17, [x28, #0x28]
;;       cmp r11, [r14+0x48]                                |   sub x16, x16, x17
;;       jnb L6                                             |   ldr x17, [x28, #0x48]
;;       add r11, [r14+0x30]                                |   cmp x16, x17
;;     L5:                                                  |   b.hs L6
;;       mov ecx, [r11]  ; out of bounds                    |   ldr x17, [x28, #0x30]
;;       jmp L1                                             |   add x16, x16, x17
;;     L6:                                                  | L5:
;;       add r11, [r14+0x28]                                |   ldr w1, [x16]  ; out of bounds
;;       sub rsp, 0x8                                       |   b L1
;;       push r11                                           | L6:
;;       mov r11, [r14+0x98]                                |   ldr x17, [x28, #0x28]
;;       call [r11+0x10]                                    |   add x16, x16, x17
;;       test r11, r11                                      |   ldr x17, [x28, #0x98]
;;       jnz L5                                             |   ldr x17, [x17, #0x10]
;;       ud2  ; out of bounds                               |   blr x17
;;                                                          |   cbnz x16, L5
;;                                                          |   udf #0  ; out of bounds
;;
;; $addend
;;     x86-64: 19 instructions, 75 bytes                    | AArch64: 22 instructions, 88 bytes
;;   local.get 0
;;   i32.const 1000
;;   i32.add
;;   i32.load offset=4
;;       lea eax, [rdi+0x3e8]                               |   add w0, w2, #0x3e8
;;       cmp rax, r10                                       |   cmp x0, x26
;;       jnb L1                                             |   b.hs L1
;;       mov eax, [r15+rax+0x4]  ; out of bounds            |   add x17, x27, x0
;;                                                          |   ldr w0, [x17, #4]  ; out of bounds
;;   end
;;     L0:                                                  | L0:
;;   out of line: i32.load offset=4
;;     L1:                                                  | L1:
;;       lea r11, [rax+0x4]                                 |   add x16, x0, #4
;;       sub r11, [r14+0x28]                                |   ldr x17, [x28, #0x28]
;;       cmp r11, [r14+0x48]                                |   sub x16, x16, x17
;;       jnb L3                                             |   ldr x17, [x28, #0x48]
;;       add r11, [r14+0x30]                                |   cmp x16, x17
;;     L2:                                                  |   b.hs L3
;;       mov eax, [r11]  ; out of bounds                    |   ldr x17, [x28, #0x30]
;;       jmp L0                                             |   add x16, x16, x17
;;     L3:                                                  | L2:
;;       add r11, [r14+0x28]                                |   ldr w0, [x16]  ; out of bounds
;;       sub rsp, 0x8                                       |   b L0
;;       push r11                                           | L3:
;;       mov r11, [r14+0x98]                                |   ldr x17, [x28, #0x28]
;;       call [r11+0x10]                                    |   add x16, x16, x17
;;       test r11, r11                                      |   ldr x17, [x28, #0x98]
;;       jnz L2                                             |   ldr x17, [x17, #0x10]
;;       ud2  ; out of bounds                               |   blr x17
;;                                                          |   cbnz x16, L2
;;                                                          |   udf #0  ; out of bounds
;;
;; $negative
;;     x86-64: 20 instructions, 78 bytes                    | AArch64: 22 instructions, 88 bytes
;;   i32.const -16
;;   local.set 0
;;       mov edi, 0xfffffff0                                |   movn w2, #0xf
;;   local.get 0
;;   i32.const 1000
;;   i32.add
;;   i32.load
;;       lea eax, [rdi+0x3e8]                               |   add w0, w2, #0x3e8
;;       cmp rax, r10                                       |   cmp x0, x26
;;       jnb L1                                             |   b.hs L1
;;       mov eax, [r15+rax]  ; out of bounds                |   ldr w0, [x27, w0, uxtw]  ; out of bounds
;;   end
;;     L0:                                                  | L0:
;;   out of line: i32.load
;;     L1:                                                  | L1:
;;       mov r11, rax                                       |   mov x16, x0
;;       sub r11, [r14+0x28]                                |   ldr x17, [x28, #0x28]
;;       cmp r11, [r14+0x48]                                |   sub x16, x16, x17
;;       jnb L3                                             |   ldr x17, [x28, #0x48]
;;       add r11, [r14+0x30]                                |   cmp x16, x17
;;     L2:                                                  |   b.hs L3
;;       mov eax, [r11]  ; out of bounds                    |   ldr x17, [x28, #0x30]
;;       jmp L0                                             |   add x16, x16, x17
;;     L3:                                                  | L2:
;;       add r11, [r14+0x28]                                |   ldr w0, [x16]  ; out of bounds
;;       sub rsp, 0x8                                       |   b L0
;;       push r11                                           | L3:
;;       mov r11, [r14+0x98]                                |   ldr x17, [x28, #0x28]
;;       call [r11+0x10]                                    |   add x16, x16, x17
;;       test r11, r11                                      |   ldr x17, [x28, #0x98]
;;       jnz L2                                             |   ldr x17, [x17, #0x10]
;;       ud2  ; out of bounds                               |   blr x17
;;                                                          |   cbnz x16, L2
;;                                                          |   udf #0  ; out of bounds
