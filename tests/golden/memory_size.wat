;; memory.size and memory.grow.
(module
  (memory 1)
  (func $memory.size (result i32) (memory.size))
  (func $memory.grow (param i32) (result i32) (memory.grow (local.get 0)))
  (func $size_in_bytes (result i32) (i32.shl (memory.size) (i32.const 16))))
;; $memory.size
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   memory.size
;;       mov eax, [r14+0x20]                                |   ldr w0, [x28, #0x20]
;;   end
;;
;; $memory.grow
;;     x86-64: 7 instructions, 26 bytes                     | AArch64: 8 instructions, 32 bytes
;;       mov [rbp-0x8], edi                                 |   str x2, [x29, #0x10]
;;   local.get 0
;;   memory.grow
;;       mov esi, 0x0                                       |   movz w1, #0
;;       mov edx, [rbp-0x8]                                 |   ldr w2, [x29, #0x10]
;;       mov rdi, r14                                       |   mov x0, x28
;;       mov r11, [r14+0x90]                                |   ldr x17, [x28, #0x90]
;;       call [r11]                                         |   ldr x17, [x17]
;;       mov eax, eax                                       |   blr x17
;;                                                          |   mov w0, w0
;;   end
;;
;; $size_in_bytes
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 2 instructions, 8 bytes
;;   memory.size
;;       mov eax, [r14+0x20]                                |   ldr w0, [x28, #0x20]
;;   i32.const 16
;;   i32.shl
;;       shl eax, 0x10                                      |
;;   end
;;                                                          |   lsl w0, w0, #0x10
