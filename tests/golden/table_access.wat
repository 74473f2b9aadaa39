;; Table accesses are checked against the table's length.
(module
  (table $t 4 externref)
  (table $u 4 8 funcref)
  (func $table.get (param i32) (result externref) (table.get $t (local.get 0)))
  (func $table.set (param i32 externref) (table.set $t (local.get 0) (local.get 1)))
  (func $get_const (result externref) (table.get $t (i32.const 3)))
  (func $set_null (param i32) (table.set $t (local.get 0) (ref.null extern)))
  (func $second_table (param i32) (result funcref) (table.get $u (local.get 0)))
  (func $is_null (param i32) (result i32) (ref.is_null (table.get $t (local.get 0))))
  (func $table.size (result i32) (table.size $t)))
;; $table.get
;;     x86-64: 5 instructions, 26 bytes                     | AArch64: 6 instructions, 24 bytes
;;   local.get 0
;;   table.get 0
;;       cmp rdi, [r14+0xf8]                                |   ldr x17, [x28, #0xf8]
;;       jnb L0                                             |   cmp x2, x17
;;       mov r11, [r14+0xf0]                                |   b.hs L0
;;       mov rax, [r11+rdi*8]                               |   ldr x16, [x28, #0xf0]
;;                                                          |   ldr x0, [x16, x2, lsl #3]
;;   end
;;   out of line: table.get 0
;;     L0:                                                  | L0:
;;       ud2  ; out of bounds table access                  |   udf #0  ; out of bounds table access
;;
;; $table.set
;;     x86-64: 5 instructions, 26 bytes                     | AArch64: 6 instructions, 24 bytes
;;   local.get 0
;;   local.get 1
;;   table.set 0
;;       cmp rdi, [r14+0xf8]                                |   ldr x17, [x28, #0xf8]
;;       jnb L0                                             |   cmp x2, x17
;;       mov r11, [r14+0xf0]                                |   b.hs L0
;;       mov [r11+rdi*8], r8                                |   ldr x16, [x28, #0xf0]
;;                                                          |   str x3, [x16, x2, lsl #3]
;;   end
;;   out of line: table.set 0
;;     L0:                                                  | L0:
;;       ud2  ; out of bounds table access                  |   udf #0  ; out of bounds table access
;;
;; $get_const
;;     x86-64: 6 instructions, 31 bytes                     | AArch64: 7 instructions, 28 bytes
;;   i32.const 3
;;   table.get 0
;;       mov eax, 0x3                                       |   movz w0, #0x3
;;       cmp rax, [r14+0xf8]                                |   ldr x17, [x28, #0xf8]
;;       jnb L0                                             |   cmp x0, x17
;;       mov r11, [r14+0xf0]                                |   b.hs L0
;;       mov rax, [r11+rax*8]                               |   ldr x16, [x28, #0xf0]
;;                                                          |   ldr x0, [x16, x0, lsl #3]
;;   end
;;   out of line: table.get 0
;;     L0:                                                  | L0:
;;       ud2  ; out of bounds table access                  |   udf #0  ; out of bounds table access
;;
;; $set_null
;;     x86-64: 6 instructions, 31 bytes                     | AArch64: 6 instructions, 24 bytes
;;   local.get 0
;;   ref.null externref
;;   table.set 0
;;       mov eax, 0x0                                       |   ldr x17, [x28, #0xf8]
;;       cmp rdi, [r14+0xf8]                                |   cmp x2, x17
;;       jnb L0                                             |   b.hs L0
;;       mov r11, [r14+0xf0]                                |   ldr x16, [x28, #0xf0]
;;       mov [r11+rdi*8], rax                               |   str xzr, [x16, x2, lsl #3]
;;   end
;;   out of line: table.set 0
;;     L0:                                                  | L0:
;;       ud2  ; out of bounds table access                  |   udf #0  ; out of bounds table access
;;
;; $second_table
;;     x86-64: 5 instructions, 26 bytes                     | AArch64: 6 instructions, 24 bytes
;;   local.get 0
;;   table.get 1
;;       cmp rdi, [r14+0x108]                               |   ldr x17, [x28, #0x108]
;;       jnb L0                                             |   cmp x2, x17
;;       mov r11, [r14+0x100]                               |   b.hs L0
;;       mov rax, [r11+rdi*8]                               |   ldr x16, [x28, #0x100]
;;                                                          |   ldr x0, [x16, x2, lsl #3]
;;   end
;;   out of line: table.get 1
;;     L0:                                                  | L0:
;;       ud2  ; out of bounds table access                  |   udf #0  ; out of bounds table access
;;
;; $is_null
;;     x86-64: 8 instructions, 35 bytes                     | AArch64: 8 instructions, 32 bytes
;;   local.get 0
;;   table.get 0
;;       cmp rdi, [r14+0xf8]                                |   ldr x17, [x28, #0xf8]
;;       jnb L0                                             |   cmp x2, x17
;;       mov r11, [r14+0xf0]                                |   b.hs L0
;;       mov rax, [r11+rdi*8]                               |   ldr x16, [x28, #0xf0]
;;                                                          |   ldr x0, [x16, x2, lsl #3]
;;   ref.is_null
;;       test rax, rax                                      |   cmp x0, #0
;;       setz al                                            |   cset w0, eq
;;       movzx eax, al                                      |
;;   end
;;   out of line: table.get 0
;;     L0:                                                  | L0:
;;       ud2  ; out of bounds table access                  |   udf #0  ; out of bounds table access
;;
;; $table.size
;;     x86-64: 1 instruction, 7 bytes                       | AArch64: 1 instruction, 4 bytes
;;   table.size 0
;;       mov eax, [r14+0xf8]                                |   ldr w0, [x28, #0xf8]
;;   end
