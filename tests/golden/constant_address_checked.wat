;; Constant addresses in checked code; inside the initial memory nothing is checked.
;; bounds: checked
(module
  (memory 1)
  (func $zero (result i32) (i32.load (i32.const 0)))
  (func $near (result i32) (i32.load (i32.const 16)))
  (func $scaled_12_bits (result i32) (i32.load (i32.const 16380)))
  (func $last (result i32) (i32.load (i32.const 65532)))
  (func $beyond_initial (result i32) (i32.load (i32.const 65536)))
  (func $far (result i32) (i32.load (i32.const 0x100000)))
  (func $largest_signed (result i32) (i32.load (i32.const 0x7fffffff)))
  (func $top (result i32) (i32.load (i32.const 0xfffffff0)))
  (func $with_offset (result i32) (i32.load offset=1000 (i32.const 24)))
  (func $beyond_4g (result i32) (i32.load offset=0xffffffff (i32.const 0xffffffff)))
  (func $store (param i32) (i32.store (i32.const 1024) (local.get 0)))
  (func $store_const (i32.store (i32.const 1024) (i32.const 7)))
  (func $increment
    (i32.store (i32.const 1024) (i32.add (i32.load (i32.const 1024)) (i32.const 1)))))
;; $zero
;;     x86-64: 1 instruction, 3 bytes                       | AArch64: 1 instruction, 4 bytes
;;   i32.const 0
;;   i32.load
;;       mov eax, [r15]  ; out of bounds                    |   ldr w0, [x27]  ; out of bounds
;;   end
;;
;; $near
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   i32.const 16
;;   i32.load
;;       mov eax, [r15+0x10]  ; out of bounds               |   ldr w0, [x27, #0x10]  ; out of bounds
;;   end
;;
;; $scaled_12_bits
;;     x86-64: 1 instruction, 7 bytes                       | AArch64: 1 instruction, 4 bytes
;;   i32.const 16380
;;   i32.load
;;       mov eax, [r15+0x3ffc]  ; out of bounds             |   ldr w0, [x27, #0x3ffc]  ; out of bounds
;;   end
;;
;; $last
;;     x86-64: 1 instruction, 7 bytes                       | AArch64: 2 instructions, 8 bytes
;;   i32.const 65532
;;   i32.load
;;       mov eax, [r15+0xfffc]  ; out of bounds             |   add x17, x27, #0xf, lsl #12
;;                                                          |   ldr w0, [x17, #0xffc]  ; out of bounds
;;   end
;;
;; $beyond_initial
;;     x86-64: 18 instructions, 70 bytes                    | AArch64: 20 instructions, 80 bytes
;;   i32.const 65536
;;   i32.load
;;       mov r11d, 0x10000                                  |   movz w16, #0x1, lsl #16
;;       cmp r11, r10                                       |   cmp x16, x26
;;       jnb L1                                             |   b.hs L1
;;       mov eax, [r15+r11]  ; out of bounds                |   ldr w0, [x27, x16]  ; out of bounds
;;   end
;;     L0:                                                  | L0:
;;   out of line: i32.load
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
;; $far
;;     x86-64: 18 instructions, 70 bytes                    | AArch64: 20 instructions, 80 bytes
;;   i32.const 1048576
;;   i32.load
;;       mov r11d, 0x100000                                 |   movz w16, #0x10, lsl #16
;;       cmp r11, r10                                       |   cmp x16, x26
;;       jnb L1                                             |   b.hs L1
;;       mov eax, [r15+r11]  ; out of bounds                |   ldr w0, [x27, x16]  ; out of bounds
;;   end
;;     L0:                                                  | L0:
;;   out of line: i32.load
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
;; $largest_signed
;;     x86-64: 18 instructions, 70 bytes                    | AArch64: 20 instructions, 80 bytes
;;   i32.const 2147483647
;;   i32.load
;;       mov r11d, 0x7fffffff                               |   movn w16, #0x8000, lsl #16
;;       cmp r11, r10                                       |   cmp x16, x26
;;       jnb L1                                             |   b.hs L1
;;       mov eax, [r15+r11]  ; out of bounds                |   ldr w0, [x27, x16]  ; out of bounds
;;   end
;;     L0:                                                  | L0:
;;   out of line: i32.load
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
;; $top
;;     x86-64: 18 instructions, 70 bytes                    | AArch64: 20 instructions, 80 bytes
;;   i32.const -16
;;   i32.load
;;       mov r11d, 0xfffffff0                               |   movn w16, #0xf
;;       cmp r11, r10                                       |   cmp x16, x26
;;       jnb L1                                             |   b.hs L1
;;       mov eax, [r15+r11]  ; out of bounds                |   ldr w0, [x27, x16]  ; out of bounds
;;   end
;;     L0:                                                  | L0:
;;   out of line: i32.load
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
;; $with_offset
;;     x86-64: 1 instruction, 7 bytes                       | AArch64: 1 instruction, 4 bytes
;;   i32.const 24
;;   i32.load offset=1000
;;       mov eax, [r15+0x400]  ; out of bounds              |   ldr w0, [x27, #0x400]  ; out of bounds
;;   end
;;
;; $beyond_4g
;;     x86-64: 18 instructions, 74 bytes                    | AArch64: 20 instructions, 80 bytes
;;   i32.const -1
;;   i32.load offset=4294967295
;;       mov r11, 0x1fffffffe                               |   orr x16, xzr, #0x1fffffffe
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
;;
;; $store
;;     x86-64: 1 instruction, 7 bytes                       | AArch64: 1 instruction, 4 bytes
;;   i32.const 1024
;;   local.get 0
;;   i32.store
;;       mov [r15+0x400], edi  ; out of bounds              |   str w2, [x27, #0x400]  ; out of bounds
;;   end
;;
;; $store_const
;;     x86-64: 1 instruction, 11 bytes                      | AArch64: 2 instructions, 8 bytes
;;   i32.const 1024
;;   i32.const 7
;;   i32.store
;;       mov dword ptr [r15+0x400], 0x7  ; out of bounds    |   movz w0, #0x7
;;                                                          |   str w0, [x27, #0x400]  ; out of bounds
;;   end
;;
;; $increment
;;     x86-64: 3 instructions, 17 bytes                     | AArch64: 3 instructions, 12 bytes
;;   i32.const 1024
;;   i32.const 1024
;;   i32.load
;;       mov eax, [r15+0x400]  ; out of bounds              |   ldr w0, [x27, #0x400]  ; out of bounds
;;   i32.const 1
;;   i32.add
;;   i32.store
;;       lea eax, [rax+0x1]                                 |   add w0, w0, #1
;;       mov [r15+0x400], eax  ; out of bounds              |   str w0, [x27, #0x400]  ; out of bounds
;;   end
