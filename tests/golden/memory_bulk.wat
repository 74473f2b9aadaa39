;; Bulk operations call the runtime.
(module
  (memory 1)
  (data $d "shoal")
  (func $memory.fill (param i32 i32 i32) (memory.fill (local.get 0) (local.get 1) (local.get 2)))
  (func $memory.copy (param i32 i32 i32) (memory.copy (local.get 0) (local.get 1) (local.get 2)))
  (func $memory.init (param i32 i32 i32)
    (memory.init $d (local.get 0) (local.get 1) (local.get 2)))
  (func $data.drop (data.drop $d))
  (func $constants (memory.fill (i32.const 16) (i32.const 0) (i32.const 64))))
;; $memory.fill
;;     x86-64: 13 instructions, 50 bytes                    | AArch64: 13 instructions, 52 bytes
;;       mov [rbp-0x8], edi                                 |   stp x2, x3, [x29, #0x10]
;;       mov [rbp-0x10], r8d                                |   str x4, [x29, #0x20]
;;       mov [rbp-0x18], r9d                                |
;;   local.get 0
;;   local.get 1
;;   local.get 2
;;   memory.fill
;;       mov esi, 0x0                                       |   movz w1, #0
;;       mov r8d, [rbp-0x18]                                |   ldr w4, [x29, #0x20]
;;       mov ecx, [rbp-0x10]                                |   ldr w3, [x29, #0x18]
;;       mov edx, [rbp-0x8]                                 |   ldr w2, [x29, #0x10]
;;       mov rdi, r14                                       |   mov x0, x28
;;       mov r11, [r14+0x90]                                |   ldr x17, [x28, #0x90]
;;       call [r11+0x8]                                     |   ldr x17, [x17, #8]
;;       test al, -0x1                                      |   blr x17
;;       jz L0                                              |   tst w0, #0xff
;;                                                          |   b.eq L0
;;   end
;;   out of line: memory.fill
;;     L0:                                                  | L0:
;;       ud2  ; trap of a runtime function                  |   udf #0  ; trap of a runtime function
;;
;; $memory.copy
;;     x86-64: 14 instructions, 56 bytes                    | AArch64: 14 instructions, 56 bytes
;;       mov [rbp-0x8], edi                                 |   stp x2, x3, [x29, #0x10]
;;       mov [rbp-0x10], r8d                                |   str x4, [x29, #0x20]
;;       mov [rbp-0x18], r9d                                |
;;   local.get 0
;;   local.get 1
;;   local.get 2
;;   memory.copy
;;       mov esi, 0x0                                       |   movz w1, #0
;;       mov r9d, [rbp-0x18]                                |   ldr w5, [x29, #0x20]
;;       mov r8d, [rbp-0x10]                                |   ldr w4, [x29, #0x18]
;;       mov ecx, [rbp-0x8]                                 |   ldr w3, [x29, #0x10]
;;       mov edx, 0x0                                       |   movz w2, #0
;;       mov rdi, r14                                       |   mov x0, x28
;;       mov r11, [r14+0x90]                                |   ldr x17, [x28, #0x90]
;;       call [r11+0x10]                                    |   ldr x17, [x17, #0x10]
;;       test al, -0x1                                      |   blr x17
;;       jz L0                                              |   tst w0, #0xff
;;                                                          |   b.eq L0
;;   end
;;   out of line: memory.copy
;;     L0:                                                  | L0:
;;       ud2  ; trap of a runtime function                  |   udf #0  ; trap of a runtime function
;;
;; $memory.init
;;     x86-64: 13 instructions, 50 bytes                    | AArch64: 13 instructions, 52 bytes
;;       mov [rbp-0x8], edi                                 |   stp x2, x3, [x29, #0x10]
;;       mov [rbp-0x10], r8d                                |   str x4, [x29, #0x20]
;;       mov [rbp-0x18], r9d                                |
;;   local.get 0
;;   local.get 1
;;   local.get 2
;;   memory.init 0
;;       mov esi, 0x0                                       |   movz w1, #0
;;       mov r8d, [rbp-0x18]                                |   ldr w4, [x29, #0x20]
;;       mov ecx, [rbp-0x10]                                |   ldr w3, [x29, #0x18]
;;       mov edx, [rbp-0x8]                                 |   ldr w2, [x29, #0x10]
;;       mov rdi, r14                                       |   mov x0, x28
;;       mov r11, [r14+0x90]                                |   ldr x17, [x28, #0x90]
;;       call [r11+0x18]                                    |   ldr x17, [x17, #0x18]
;;       test al, -0x1                                      |   blr x17
;;       jz L0                                              |   tst w0, #0xff
;;                                                          |   b.eq L0
;;   end
;;   out of line: memory.init 0
;;     L0:                                                  | L0:
;;       ud2  ; trap of a runtime function                  |   udf #0  ; trap of a runtime function
;;
;; $data.drop
;;     x86-64: 4 instructions, 19 bytes                     | AArch64: 5 instructions, 20 bytes
;;   data.drop 0
;;       mov esi, 0x0                                       |   movz w1, #0
;;       mov rdi, r14                                       |   mov x0, x28
;;       mov r11, [r14+0x90]                                |   ldr x17, [x28, #0x90]
;;       call [r11+0x20]                                    |   ldr x17, [x17, #0x20]
;;                                                          |   blr x17
;;   end
;;
;; $constants
;;     x86-64: 10 instructions, 45 bytes                    | AArch64: 11 instructions, 44 bytes
;;   i32.const 16
;;   i32.const 0
;;   i32.const 64
;;   memory.fill
;;       mov esi, 0x0                                       |   movz w1, #0
;;       mov r8d, 0x40                                      |   movz w4, #0x40
;;       mov ecx, 0x0                                       |   movz w3, #0
;;       mov edx, 0x10                                      |   movz w2, #0x10
;;       mov rdi, r14                                       |   mov x0, x28
;;       mov r11, [r14+0x90]                                |   ldr x17, [x28, #0x90]
;;       call [r11+0x8]                                     |   ldr x17, [x17, #8]
;;       test al, -0x1                                      |   blr x17
;;       jz L0                                              |   tst w0, #0xff
;;                                                          |   b.eq L0
;;   end
;;   out of line: memory.fill
;;     L0:                                                  | L0:
;;       ud2  ; trap of a runtime function                  |   udf #0  ; trap of a runtime function
