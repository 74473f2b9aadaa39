;; Checked code walks the heaps at once when the memory's limit is passed.
;; tuning: heap_inline=off
;; bounds: checked
(module
  (memory 1)
  (func $load (param i32) (result i32) (i32.load (local.get 0)))
  (func $store (param i32 i64) (i64.store (local.get 0) (local.get 1))))
;; $load
;;     x86-64: 14 instructions, 50 bytes                    | AArch64: 12 instructions, 48 bytes
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
;;       jmp L3                                             |   b L3
;;     L2:                                                  | L2:
;;       mov eax, [r11]  ; out of bounds                    |   ldr w0, [x16]  ; out of bounds
;;       jmp L0                                             |   b L0
;;     L3:                                                  | L3:
;;       sub rsp, 0x8                                       |   ldr x17, [x28, #0x98]
;;       push r11                                           |   ldr x17, [x17, #0x10]
;;       mov r11, [r14+0x98]                                |   blr x17
;;       call [r11+0x10]                                    |   cbnz x16, L2
;;       test r11, r11                                      |   udf #0  ; out of bounds
;;       jnz L2                                             |
;;       ud2  ; out of bounds                               |
;;
;; $store
;;     x86-64: 14 instructions, 50 bytes                    | AArch64: 12 instructions, 48 bytes
;;   local.get 0
;;   local.get 1
;;   i64.store
;;       cmp rdi, r10                                       |   cmp x2, x26
;;       jnb L1                                             |   b.hs L1
;;       mov [r15+rdi], r8  ; out of bounds                 |   str x3, [x27, w2, uxtw]  ; out of bounds
;;   end
;;     L0:                                                  | L0:
;;   out of line: i64.store
;;     L1:                                                  | L1:
;;       mov r11, rdi                                       |   mov x16, x2
;;       jmp L3                                             |   b L3
;;     L2:                                                  | L2:
;;       mov [r11], r8  ; out of bounds                     |   str x3, [x16]  ; out of bounds
;;       jmp L0                                             |   b L0
;;     L3:                                                  | L3:
;;       sub rsp, 0x8                                       |   ldr x17, [x28, #0x98]
;;       push r11                                           |   ldr x17, [x17, #0x40]
;;       mov r11, [r14+0x98]                                |   blr x17
;;       call [r11+0x40]                                    |   cbnz x16, L2
;;       test r11, r11                                      |   udf #0  ; out of bounds
;;       jnz L2                                             |
;;       ud2  ; out of bounds                               |
