;; Offsets of loads in checked code of a small memory; what is beyond the tail (64 KiB) is added first.
;; bounds: checked
(module
  (memory 1 16)
  (func $none (param i32) (result i32) (i32.load (local.get 0)))
  (func $last_in_tail (param i32) (result i32) (i32.load offset=65520 (local.get 0)))
  (func $beyond_tail (param i32) (result i32) (i32.load offset=65521 (local.get 0)))
  (func $most (param i32) (result i32) (i32.load offset=4294967295 (local.get 0))))
;; $none
;;     x86-64: 18 instructions, 67 bytes                    | AArch64: 20 instructions, 80 bytes
;;   local.get 0
;;   i32.load
;;       cmp rdi, r10                                       |   cmp x2, x26
;;       jnb L1                                             |   b.hs L1
;;       mov eax, [r15+rdi]  ; out of bounds                |   ldr w0, [x27, w2, uxtw]  ; out of bounds
;;   end
;;     L0:                                                  | L0:
;;   out of line: i32.load
;;     L1:                                                  | L1:
;;       mov r11, rdi                                       |   mov x16, x2
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
;; $last_in_tail
;;     x86-64: 18 instructions, 75 bytes                    | AArch64: 23 instructions, 92 bytes
;;   local.get 0
;;   i32.load offset=65520
;;       cmp rdi, r10                                       |   cmp x2, x26
;;       jnb L1                                             |   b.hs L1
;;       mov eax, [r15+rdi+0xfff0]  ; out of bounds         |   add x17, x27, x2
;;                                                          |   add x17, x17, #0xf, lsl #12
;;                                                          |   ldr w0, [x17, #0xff0]  ; out of bounds
;;   end
;;     L0:                                                  | L0:
;;   out of line: i32.load offset=65520
;;     L1:                                                  | L1:
;;       lea r11, [rdi+0xfff0]                              |   add x16, x2, #0xf, lsl #12
;;       sub r11, [r14+0x28]                                |   add x16, x16, #0xff0
;;       cmp r11, [r14+0x48]                                |   ldr x17, [x28, #0x28]
;;       jnb L3                                             |   sub x16, x16, x17
;;       add r11, [r14+0x30]                                |   ldr x17, [x28, #0x48]
;;     L2:                                                  |   cmp x16, x17
;;       mov eax, [r11]  ; out of bounds                    |   b.hs L3
;;       jmp L0                                             |   ldr x17, [x28, #0x30]
;;     L3:                                                  |   add x16, x16, x17
;;       add r11, [r14+0x28]                                | L2:
;;       sub rsp, 0x8                                       |   ldr w0, [x16]  ; out of bounds
;;       push r11                                           |   b L0
;;       mov r11, [r14+0x98]                                | L3:
;;       call [r11+0x10]                                    |   ldr x17, [x28, #0x28]
;;       test r11, r11                                      |   add x16, x16, x17
;;       jnz L2                                             |   ldr x17, [x28, #0x98]
;;       ud2  ; out of bounds                               |   ldr x17, [x17, #0x10]
;;                                                          |   blr x17
;;                                                          |   cbnz x16, L2
;;                                                          |   udf #0  ; out of bounds
;;
;; $beyond_tail
;;     x86-64: 18 instructions, 71 bytes                    | AArch64: 21 instructions, 84 bytes
;;   local.get 0
;;   i32.load offset=65521
;;       lea r11, [rdi+0xfff1]                              |   add x16, x2, #0xf, lsl #12
;;       cmp r11, r10                                       |   add x16, x16, #0xff1
;;       jnb L1                                             |   cmp x16, x26
;;       mov eax, [r15+r11]  ; out of bounds                |   b.hs L1
;;                                                          |   ldr w0, [x27, x16]  ; out of bounds
;;   end
;;     L0:                                                  | L0:
;;   out of line: i32.load offset=65521
;;     L1:                                                  | L1:
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
;; $most
;;     x86-64: 19 instructions, 73 bytes                    | AArch64: 21 instructions, 84 bytes
;;   local.get 0
;;   i32.load offset=4294967295
;;       mov r11d, 0xffffffff                               |   movn w17, #0
;;       add r11, rdi                                       |   add x16, x2, x17, uxtx
;;       cmp r11, r10                                       |   cmp x16, x26
;;       jnb L1                                             |   b.hs L1
;;       mov eax, [r15+r11]  ; out of bounds                |   ldr w0, [x27, x16]  ; out of bounds
;;   end
;;     L0:                                                  | L0:
;;   out of line: i32.load offset=4294967295
;;     L1:                                                  | L1:
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
