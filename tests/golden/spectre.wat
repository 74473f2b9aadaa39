;; Against misprediction: an index of a table or a jump table is clamped by a conditional move, a record of the wrong
;; type or of another instance becomes null, and of a sum with a large offset the low half is the address.
;; spectre: yes

(module
  (memory 1)
  (type $unary (func (param i32) (result i32)))
  (table $functions 4 funcref)
  (table $objects 4 externref)

  (func $br_table (param i32) (result i32)
    (block
      (block
        (br_table 0 1 (local.get 0)))
      (return (i32.const 1)))
    (i32.const 2))

  (func $call_indirect (param i32) (result i32)
    (call_indirect $functions (type $unary) (local.get 0) (local.get 0)))

  (func $return_call_indirect (param i32) (result i32)
    (return_call_indirect $functions (type $unary) (local.get 0) (local.get 0)))

  (func $table_get (param i32) (result externref)
    (table.get $objects (local.get 0)))

  (func $table_set (param i32 externref)
    (table.set $objects (local.get 0) (local.get 1)))

  (func $load (param i32) (result i32)
    (i32.load offset=16 (local.get 0)))

  (func $load_with_a_large_offset (param i32) (result i32)
    (i32.load offset=0x10000000 (local.get 0))))
;; $br_table
;;     x86-64: 12 instructions, 51 bytes                    | AArch64: 13 instructions, 52 bytes
;;   block
;;   block
;;   local.get 0
;;   br_table 0 1
;;       cmp edi, 0x1                                       |   cmp w2, #1
;;       jnb L2                                             |   b.hs L2
;;       mov eax, 0x0                                       |   csel x0, x2, xzr, lo
;;       cmovb rax, rdi                                     |   hint #0x14
;;       lea r11, L0                                        |   adr x16, L0
;;       movsxd rax, dword ptr [r11+rax*4]                  |   add x16, x16, w0, uxtw #3
;;       add rax, r11                                       |   br x16
;;       notrack jmp rax                                    | L0:
;;     L0:                                                  |   bti j
;;       .long L1                                           |   b L1
;;   end
;;     L1:                                                  | L1:
;;   i32.const 1
;;   return
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       pop rbp                                            |   ldp x29, x30, [sp], #0x20
;;       ret                                                |   ret
;;   end
;;     L2:                                                  | L2:
;;   i32.const 2
;;   end
;;       mov eax, 0x2                                       |   movz w0, #0x2
;;
;; $call_indirect
;;     x86-64: 28 instructions, 118 bytes                   | AArch64: 32 instructions, 128 bytes
;;       mov [rbp-0x8], r14                                 |   stp x28, x2, [x29, #0x10]
;;       mov [rbp-0x10], edi                                |
;;   local.get 0
;;   local.get 0
;;   call_indirect (type 0)
;;       mov ecx, [rbp-0x10]                                |   ldr w0, [x29, #0x18]
;;       cmp rcx, [r14+0xe8]                                |   ldr x17, [x28, #0xe8]
;;       jnb L2                                             |   cmp x0, x17
;;       mov eax, 0x0                                       |   b.hs L2
;;       cmovb rax, rcx                                     |   csel x8, x0, xzr, lo
;;       mov r11, [r14+0xe0]                                |   hint #0x14
;;       mov rax, [r11+rax*8]                               |   ldr x16, [x28, #0xe0]
;;       mov r11d, [r14+0xd0]                               |   ldr x8, [x16, x8, lsl #3]
;;       cmp [rax+0x18], r11d  ; uninitialized element      |   ldr w16, [x28, #0xd0]
;;       jnz L3                                             |   ldr w17, [x8, #0x18]  ; uninitialized element
;;       mov r11d, 0x0                                      |   cmp w17, w16
;;       cmovnz rax, r11                                    |   b.ne L3
;;       mov edi, ecx                                       |   csel x8, x8, xzr, eq
;;       cmp r14, [rax+0x10]                                |   hint #0x14
;;       jnz L1                                             |   mov w2, w0
;;       mov r11d, 0x0                                      |   ldr x17, [x8, #0x10]
;;       cmovnz rax, r11                                    |   cmp x28, x17
;;       call [rax+0x8]                                     |   b.ne L1
;;                                                          |   csel x8, x8, xzr, eq
;;                                                          |   hint #0x14
;;                                                          |   ldr x17, [x8, #8]
;;                                                          |   blr x17
;;   end
;;     L0:                                                  | L0:
;;   out of line: call_indirect (type 0)
;;     L1:                                                  | L1:
;;       mov r11, r14                                       |   mov x16, x28
;;       mov r14, [rax+0x10]                                |   ldr x17, [x8]
;;       call [rax]                                         |   ldr x28, [x8, #0x10]
;;       mov r14, [rbp-0x8]                                 |   blr x17
;;       mov r15, [r14+0x8]                                 |   ldr x28, [x29, #0x10]
;;       jmp L0                                             |   ldr x27, [x28, #8]
;;                                                          |   b L0
;;   out of line: call_indirect (type 0)
;;     L2:                                                  | L2:
;;       ud2  ; undefined element                           |   udf #0  ; undefined element
;;   out of line: call_indirect (type 0)
;;     L3:                                                  | L3:
;;       ud2  ; indirect call type mismatch                 |   udf #0  ; indirect call type mismatch
;;
;; $return_call_indirect
;;     x86-64: 27 instructions, 111 bytes                   | AArch64: 32 instructions, 128 bytes
;;       mov [rbp-0x8], r14                                 |   str x28, [x29, #0x10]
;;   local.get 0
;;   local.get 0
;;   return_call_indirect (type 0)
;;       cmp rdi, [r14+0xe8]                                |   ldr x17, [x28, #0xe8]
;;       jnb L1                                             |   cmp x2, x17
;;       mov eax, 0x0                                       |   b.hs L1
;;       cmovb rax, rdi                                     |   csel x8, x2, xzr, lo
;;       mov r11, [r14+0xe0]                                |   hint #0x14
;;       mov rax, [r11+rax*8]                               |   ldr x16, [x28, #0xe0]
;;       mov r11d, [r14+0xd0]                               |   ldr x8, [x16, x8, lsl #3]
;;       cmp [rax+0x18], r11d  ; uninitialized element      |   ldr w16, [x28, #0xd0]
;;       jnz L2                                             |   ldr w17, [x8, #0x18]  ; uninitialized element
;;       mov r11d, 0x0                                      |   cmp w17, w16
;;       cmovnz rax, r11                                    |   b.ne L2
;;       cmp r14, [rax+0x10]                                |   csel x8, x8, xzr, eq
;;       jnz L0                                             |   hint #0x14
;;       mov r11d, 0x0                                      |   ldr x17, [x8, #0x10]
;;       cmovnz rax, r11                                    |   cmp x28, x17
;;       leave                                              |   b.ne L0
;;       jmp [rax+0x8]                                      |   csel x8, x8, xzr, eq
;;                                                          |   hint #0x14
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
;;       mov r15, [r14+0x8]                                 |   ldr x28, [x29, #0x10]
;;       leave                                              |   ldr x27, [x28, #8]
;;       ret                                                |   ldp x29, x30, [sp], #0x30
;;                                                          |   ret
;;   out of line: return_call_indirect (type 0)
;;     L1:                                                  | L1:
;;       ud2  ; undefined element                           |   udf #0  ; undefined element
;;   out of line: return_call_indirect (type 0)
;;     L2:                                                  | L2:
;;       ud2  ; indirect call type mismatch                 |   udf #0  ; indirect call type mismatch
;;
;; $table_get
;;     x86-64: 7 instructions, 36 bytes                     | AArch64: 8 instructions, 32 bytes
;;   local.get 0
;;   table.get 1
;;       cmp rdi, [r14+0xf8]                                |   ldr x17, [x28, #0xf8]
;;       jnb L0                                             |   cmp x2, x17
;;       mov r11d, 0x0                                      |   b.hs L0
;;       cmovb r11, rdi                                     |   csel x16, x2, xzr, lo
;;       mov rax, [r14+0xf0]                                |   hint #0x14
;;       mov rax, [rax+r11*8]                               |   ldr x0, [x28, #0xf0]
;;                                                          |   ldr x0, [x0, x16, lsl #3]
;;   end
;;   out of line: table.get 1
;;     L0:                                                  | L0:
;;       ud2  ; out of bounds table access                  |   udf #0  ; out of bounds table access
;;
;; $table_set
;;     x86-64: 7 instructions, 35 bytes                     | AArch64: 8 instructions, 32 bytes
;;   local.get 0
;;   local.get 1
;;   table.set 1
;;       cmp rdi, [r14+0xf8]                                |   ldr x17, [x28, #0xf8]
;;       jnb L0                                             |   cmp x2, x17
;;       mov eax, 0x0                                       |   b.hs L0
;;       cmovb rax, rdi                                     |   csel x0, x2, xzr, lo
;;       mov r11, [r14+0xf0]                                |   hint #0x14
;;       mov [r11+rax*8], r8                                |   ldr x16, [x28, #0xf0]
;;                                                          |   str x3, [x16, x0, lsl #3]
;;   end
;;   out of line: table.set 1
;;     L0:                                                  | L0:
;;       ud2  ; out of bounds table access                  |   udf #0  ; out of bounds table access
;;
;; $load
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.load offset=16
;;       mov eax, [r15+rdi+0x10]  ; out of bounds           |   add x1, x27, x2
;;                                                          |   ldr w0, [x1, #0x10]  ; out of bounds
;;   end
;;
;; $load_with_a_large_offset
;;     x86-64: 6 instructions, 27 bytes                     | AArch64: 6 instructions, 24 bytes
;;   local.get 0
;;   i32.load offset=268435456
;;       lea r11, [rdi+0x10000000]                          |   movz w17, #0x1000, lsl #16
;;       bt r11, 0x20                                       |   add x16, x2, x17, uxtx
;;       jb L0                                              |   tbnz x16, #0x20, L0
;;       mov r11d, r11d                                     |   mov w16, w16
;;       mov eax, [r15+r11]  ; out of bounds                |   ldr w0, [x27, x16]  ; out of bounds
;;   end
;;   out of line: i32.load offset=268435456
;;     L0:                                                  | L0:
;;       ud2  ; out of bounds                               |   udf #0  ; out of bounds
