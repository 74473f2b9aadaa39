;; Indirect tail calls.
(module
  (type $i32 (func (param i32) (result i32)))
  (table $t 4 funcref)
  (func $one (param i32 i32) (result i32)
    (return_call_indirect $t (type $i32) (local.get 0) (local.get 1)))
  (func $constant_index (param i32) (result i32)
    (return_call_indirect $t (type $i32) (local.get 0) (i32.const 1))))
;; $one
;;     x86-64: 20 instructions, 78 bytes                    | AArch64: 25 instructions, 100 bytes
;;       mov [rbp-0x8], r14                                 |   str x28, [x29, #0x10]
;;   local.get 0
;;   local.get 1
;;   return_call_indirect (type 0)
;;       cmp r8, [r14+0xe0]                                 |   ldr x17, [x28, #0xe0]
;;       jnb L1                                             |   cmp x3, x17
;;       mov rax, [r14+0xd8]                                |   b.hs L1
;;       mov rax, [rax+r8*8]                                |   ldr x8, [x28, #0xd8]
;;       mov r11d, [r14+0xd0]                               |   ldr x8, [x8, x3, lsl #3]
;;       cmp [rax+0x18], r11d  ; uninitialized element      |   ldr w16, [x28, #0xd0]
;;       jnz L2                                             |   ldr w17, [x8, #0x18]  ; uninitialized element
;;       cmp r14, [rax+0x10]                                |   cmp w17, w16
;;       jnz L0                                             |   b.ne L2
;;       leave                                              |   ldr x17, [x8, #0x10]
;;       jmp [rax+0x8]                                      |   cmp x28, x17
;;                                                          |   b.ne L0
;;                                                          |   ldp x29, x30, [sp], #0x30
;;                                                          |   ldr x17, [x8, #8]
;;                                                          |   br x17
;;   end
;;   out of line: return_call_indirect (type 0)
;;     L0:                                                  | L0:
;;       mov r11, r14                                       |   mov x16, x28
;;       mov r14, [rax+0x10]                                |   ldr x17, [x8]
;;       call [rax]                                         |   ldr x28, [x8, #0x10]
;;       mov r14, [rbp-0x8]                                 |   blr x17
;;       leave                                              |   ldr x28, [x29, #0x10]
;;       ret                                                |   ldp x29, x30, [sp], #0x30
;;                                                          |   ret
;;   out of line: return_call_indirect (type 0)
;;     L1:                                                  | L1:
;;       ud2  ; undefined element                           |   udf #0  ; undefined element
;;   out of line: return_call_indirect (type 0)
;;     L2:                                                  | L2:
;;       ud2  ; indirect call type mismatch                 |   udf #0  ; indirect call type mismatch
;;
;; $constant_index
;;     x86-64: 21 instructions, 83 bytes                    | AArch64: 26 instructions, 104 bytes
;;       mov [rbp-0x8], r14                                 |   str x28, [x29, #0x10]
;;   local.get 0
;;   i32.const 1
;;   return_call_indirect (type 0)
;;       mov ecx, 0x1                                       |   movz w0, #0x1
;;       cmp rcx, [r14+0xe0]                                |   ldr x17, [x28, #0xe0]
;;       jnb L1                                             |   cmp x0, x17
;;       mov rax, [r14+0xd8]                                |   b.hs L1
;;       mov rax, [rax+rcx*8]                               |   ldr x8, [x28, #0xd8]
;;       mov r11d, [r14+0xd0]                               |   ldr x8, [x8, x0, lsl #3]
;;       cmp [rax+0x18], r11d  ; uninitialized element      |   ldr w16, [x28, #0xd0]
;;       jnz L2                                             |   ldr w17, [x8, #0x18]  ; uninitialized element
;;       cmp r14, [rax+0x10]                                |   cmp w17, w16
;;       jnz L0                                             |   b.ne L2
;;       leave                                              |   ldr x17, [x8, #0x10]
;;       jmp [rax+0x8]                                      |   cmp x28, x17
;;                                                          |   b.ne L0
;;                                                          |   ldp x29, x30, [sp], #0x30
;;                                                          |   ldr x17, [x8, #8]
;;                                                          |   br x17
;;   end
;;   out of line: return_call_indirect (type 0)
;;     L0:                                                  | L0:
;;       mov r11, r14                                       |   mov x16, x28
;;       mov r14, [rax+0x10]                                |   ldr x17, [x8]
;;       call [rax]                                         |   ldr x28, [x8, #0x10]
;;       mov r14, [rbp-0x8]                                 |   blr x17
;;       leave                                              |   ldr x28, [x29, #0x10]
;;       ret                                                |   ldp x29, x30, [sp], #0x30
;;                                                          |   ret
;;   out of line: return_call_indirect (type 0)
;;     L1:                                                  | L1:
;;       ud2  ; undefined element                           |   udf #0  ; undefined element
;;   out of line: return_call_indirect (type 0)
;;     L2:                                                  | L2:
;;       ud2  ; indirect call type mismatch                 |   udf #0  ; indirect call type mismatch
