;; Operations on whole tables call the runtime.
(module
  (table $t 4 funcref)
  (elem $e func $table.grow)
  (func $table.grow (param funcref i32) (result i32) (table.grow $t (local.get 0) (local.get 1)))
  (func $table.fill (param i32 funcref i32)
    (table.fill $t (local.get 0) (local.get 1) (local.get 2)))
  (func $table.copy (param i32 i32 i32)
    (table.copy $t $t (local.get 0) (local.get 1) (local.get 2)))
  (func $table.init (param i32 i32 i32)
    (table.init $t $e (local.get 0) (local.get 1) (local.get 2)))
  (func $elem.drop (elem.drop $e)))
;; $table.grow
;;     x86-64: 9 instructions, 36 bytes                     | AArch64: 9 instructions, 36 bytes
;;       mov [rbp-0x8], rdi                                 |   stp x2, x3, [x29, #0x10]
;;       mov [rbp-0x10], r8d                                |
;;   local.get 0
;;   local.get 1
;;   table.grow 0
;;       mov esi, 0x0                                       |   movz w1, #0
;;       mov ecx, [rbp-0x10]                                |   ldr w3, [x29, #0x18]
;;       mov rdx, [rbp-0x8]                                 |   ldr x2, [x29, #0x10]
;;       mov rdi, r14                                       |   mov x0, x28
;;       mov r11, [r14+0x90]                                |   ldr x17, [x28, #0x90]
;;       call [r11+0x28]                                    |   ldr x17, [x17, #0x28]
;;       mov eax, eax                                       |   blr x17
;;                                                          |   mov w0, w0
;;   end
;;
;; $table.fill
;;     x86-64: 13 instructions, 51 bytes                    | AArch64: 13 instructions, 52 bytes
;;       mov [rbp-0x8], edi                                 |   stp x2, x3, [x29, #0x10]
;;       mov [rbp-0x10], r8                                 |   str x4, [x29, #0x20]
;;       mov [rbp-0x18], r9d                                |
;;   local.get 0
;;   local.get 1
;;   local.get 2
;;   table.fill 0
;;       mov esi, 0x0                                       |   movz w1, #0
;;       mov r8d, [rbp-0x18]                                |   ldr w4, [x29, #0x20]
;;       mov rcx, [rbp-0x10]                                |   ldr x3, [x29, #0x18]
;;       mov edx, [rbp-0x8]                                 |   ldr w2, [x29, #0x10]
;;       mov rdi, r14                                       |   mov x0, x28
;;       mov r11, [r14+0x90]                                |   ldr x17, [x28, #0x90]
;;       call [r11+0x30]                                    |   ldr x17, [x17, #0x30]
;;       test al, -0x1                                      |   blr x17
;;       jz L0                                              |   tst w0, #0xff
;;                                                          |   b.eq L0
;;   end
;;   out of line: table.fill 0
;;     L0:                                                  | L0:
;;       ud2  ; trap of a runtime function                  |   udf #0  ; trap of a runtime function
;;
;; $table.copy
;;     x86-64: 14 instructions, 56 bytes                    | AArch64: 14 instructions, 56 bytes
;;       mov [rbp-0x8], edi                                 |   stp x2, x3, [x29, #0x10]
;;       mov [rbp-0x10], r8d                                |   str x4, [x29, #0x20]
;;       mov [rbp-0x18], r9d                                |
;;   local.get 0
;;   local.get 1
;;   local.get 2
;;   table.copy
;;       mov esi, 0x0                                       |   movz w1, #0
;;       mov r9d, [rbp-0x18]                                |   ldr w5, [x29, #0x20]
;;       mov r8d, [rbp-0x10]                                |   ldr w4, [x29, #0x18]
;;       mov ecx, [rbp-0x8]                                 |   ldr w3, [x29, #0x10]
;;       mov edx, 0x0                                       |   movz w2, #0
;;       mov rdi, r14                                       |   mov x0, x28
;;       mov r11, [r14+0x90]                                |   ldr x17, [x28, #0x90]
;;       call [r11+0x38]                                    |   ldr x17, [x17, #0x38]
;;       test al, -0x1                                      |   blr x17
;;       jz L0                                              |   tst w0, #0xff
;;                                                          |   b.eq L0
;;   end
;;   out of line: table.copy
;;     L0:                                                  | L0:
;;       ud2  ; trap of a runtime function                  |   udf #0  ; trap of a runtime function
;;
;; $table.init
;;     x86-64: 14 instructions, 56 bytes                    | AArch64: 14 instructions, 56 bytes
;;       mov [rbp-0x8], edi                                 |   stp x2, x3, [x29, #0x10]
;;       mov [rbp-0x10], r8d                                |   str x4, [x29, #0x20]
;;       mov [rbp-0x18], r9d                                |
;;   local.get 0
;;   local.get 1
;;   local.get 2
;;   table.init 0
;;       mov esi, 0x0                                       |   movz w1, #0
;;       mov r9d, [rbp-0x18]                                |   ldr w5, [x29, #0x20]
;;       mov r8d, [rbp-0x10]                                |   ldr w4, [x29, #0x18]
;;       mov ecx, [rbp-0x8]                                 |   ldr w3, [x29, #0x10]
;;       mov edx, 0x0                                       |   movz w2, #0
;;       mov rdi, r14                                       |   mov x0, x28
;;       mov r11, [r14+0x90]                                |   ldr x17, [x28, #0x90]
;;       call [r11+0x40]                                    |   ldr x17, [x17, #0x40]
;;       test al, -0x1                                      |   blr x17
;;       jz L0                                              |   tst w0, #0xff
;;                                                          |   b.eq L0
;;   end
;;   out of line: table.init 0
;;     L0:                                                  | L0:
;;       ud2  ; trap of a runtime function                  |   udf #0  ; trap of a runtime function
;;
;; $elem.drop
;;     x86-64: 4 instructions, 19 bytes                     | AArch64: 5 instructions, 20 bytes
;;   elem.drop 0
;;       mov esi, 0x0                                       |   movz w1, #0
;;       mov rdi, r14                                       |   mov x0, x28
;;       mov r11, [r14+0x90]                                |   ldr x17, [x28, #0x90]
;;       call [r11+0x48]                                    |   ldr x17, [x17, #0x48]
;;                                                          |   blr x17
;;   end
