;; References are addresses; null is 0.
(module
  (func $imported (import "env" "f"))
  (elem declare func $imported $ref.func $ref.null)
  (func $ref.func (result funcref) (ref.func $ref.func))
  (func $ref.func_second (result funcref) (ref.func $ref.null))
  (func $ref.func_imported (result funcref) (ref.func $imported))
  (func $ref.null (result externref) (ref.null extern))
  (func $ref.is_null (param externref) (result i32) (ref.is_null (local.get 0)))
  (func $br_if_null (param externref) (result i32)
    (block (br_if 0 (ref.is_null (local.get 0))) (return (i32.const 1)))
    (i32.const 2))
  (func $br_if_not_null (param externref) (result i32)
    (block (br_if 0 (i32.eqz (ref.is_null (local.get 0)))) (return (i32.const 1)))
    (i32.const 2)))
;; $ref.func
;;     x86-64: 2 instructions, 11 bytes                     | AArch64: 2 instructions, 8 bytes
;;   ref.func $ref.func
;;       mov rax, [r14+0x88]                                |   ldr x0, [x28, #0x88]
;;       add rax, 0x0                                       |   add x0, x0, #0
;;   end
;;
;; $ref.func_second
;;     x86-64: 2 instructions, 11 bytes                     | AArch64: 2 instructions, 8 bytes
;;   ref.func $ref.null
;;       mov rax, [r14+0x88]                                |   ldr x0, [x28, #0x88]
;;       add rax, 0x60                                      |   add x0, x0, #0x60
;;   end
;;
;; $ref.func_imported
;;     x86-64: 1 instruction, 7 bytes                       | AArch64: 1 instruction, 4 bytes
;;   ref.func $env.f
;;       mov rax, [r14+0xe0]                                |   ldr x0, [x28, #0xe0]
;;   end
;;
;; $ref.null
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 1 instruction, 4 bytes
;;   ref.null externref
;;   end
;;       mov eax, 0x0                                       |   movz w0, #0
;;
;; $ref.is_null
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   ref.is_null
;;       test rdi, rdi                                      |   cmp x2, #0
;;       setz al                                            |   cset w0, eq
;;       movzx eax, al                                      |
;;   end
;;
;; $br_if_null
;;     x86-64: 6 instructions, 21 bytes                     | AArch64: 5 instructions, 20 bytes
;;   block
;;   local.get 0
;;   ref.is_null
;;       test rdi, rdi                                      |
;;   br_if 0
;;       jz L0                                              |   cbz x2, L0
;;   i32.const 1
;;   return
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       pop rbp                                            |   ldp x29, x30, [sp], #0x20
;;       ret                                                |   ret
;;   end
;;     L0:                                                  | L0:
;;   i32.const 2
;;   end
;;       mov eax, 0x2                                       |   movz w0, #0x2
;;
;; $br_if_not_null
;;     x86-64: 6 instructions, 21 bytes                     | AArch64: 5 instructions, 20 bytes
;;   block
;;   local.get 0
;;   ref.is_null
;;       test rdi, rdi                                      |
;;   i32.eqz
;;   br_if 0
;;       jnz L0                                             |   cbnz x2, L0
;;   i32.const 1
;;   return
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       pop rbp                                            |   ldp x29, x30, [sp], #0x20
;;       ret                                                |   ret
;;   end
;;     L0:                                                  | L0:
;;   i32.const 2
;;   end
;;       mov eax, 0x2                                       |   movz w0, #0x2
