;; br_table: an unsigned bounds check, and a jump through a table.
(module
  (func $three (param i32) (result i32)
    (block
      (block
        (block (br_table 0 1 2 (local.get 0)))
        (return (i32.const 10)))
      (return (i32.const 20)))
    (i32.const 30))
  (func $default_only (param i32) (result i32)
    (block (br_table 0 (local.get 0)))
    (i32.const 1))
  (func $one (param i32) (result i32)
    (block
      (block (br_table 0 1 (local.get 0)))
      (return (i32.const 10)))
    (i32.const 20))
  (func $all_same (param i32) (result i32)
    (block
      (block (br_table 0 0 0 0 1 (local.get 0)))
      (return (i32.const 10)))
    (i32.const 20))
  (func $offset_index (param i32) (result i32)
    (block
      (block
        (block (br_table 0 1 2 (i32.sub (local.get 0) (i32.const 100))))
        (return (i32.const 10)))
      (return (i32.const 20)))
    (i32.const 30))
  (func $value (param i32 i32) (result i32)
    (block (result i32)
      (i32.add (i32.const 1)
        (block (result i32) (br_table 0 1 0 1 (local.get 1) (local.get 0))))))
  (func $two_values (param i32 i32) (result i32)
    (block (result i32 i32)
      (block (result i32 i32)
        (br_table 0 1 (local.get 0) (local.get 1) (local.get 0)))
      (drop) (drop)
      (i32.const 1) (i32.const 2))
    (i32.add))
  (func $loop (param i32 i32) (result i32)
    (block $out
      (loop $again
        (local.set 1 (i32.add (local.get 1) (i32.const 1)))
        (br_table $again $out (local.get 0))))
    (local.get 1))
  (func $to_function (param i32 i32) (result i32) (br_table 0 0 0 (local.get 1) (local.get 0))))
;; $three
;;     x86-64: 13 instructions, 53 bytes                    | AArch64: 16 instructions, 64 bytes
;;   block
;;   block
;;   block
;;   local.get 0
;;   br_table 0 1 2
;;       cmp edi, 0x2                                       |   cmp w2, #2
;;       jnb L3                                             |   b.hs L3
;;       lea r11, L0                                        |   adr x16, L0
;;       movsxd rax, dword ptr [r11+rdi*4]                  |   add x16, x16, w2, uxtw #3
;;       add rax, r11                                       |   br x16
;;       notrack jmp rax                                    | L0:
;;     L0:                                                  |   bti j
;;       .long L1                                           |   b L1
;;       .long L2                                           |   bti j
;;                                                          |   b L2
;;   end
;;     L1:                                                  | L1:
;;   i32.const 10
;;   return
;;       mov eax, 0xa                                       |   movz w0, #0xa
;;       pop rbp                                            |   ldp x29, x30, [sp], #0x20
;;       ret                                                |   ret
;;   end
;;     L2:                                                  | L2:
;;   i32.const 20
;;   return
;;       mov eax, 0x14                                      |   movz w0, #0x14
;;       pop rbp                                            |   ldp x29, x30, [sp], #0x20
;;       ret                                                |   ret
;;   end
;;     L3:                                                  | L3:
;;   i32.const 30
;;   end
;;       mov eax, 0x1e                                      |   movz w0, #0x1e
;;
;; $default_only
;;     x86-64: 2 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   block
;;   local.get 0
;;   br_table 0
;;       jmp L0                                             |   b L0
;;   end
;;     L0:                                                  | L0:
;;   i32.const 1
;;   end
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;
;; $one
;;     x86-64: 10 instructions, 42 bytes                    | AArch64: 11 instructions, 44 bytes
;;   block
;;   block
;;   local.get 0
;;   br_table 0 1
;;       cmp edi, 0x1                                       |   cmp w2, #1
;;       jnb L2                                             |   b.hs L2
;;       lea r11, L0                                        |   adr x16, L0
;;       movsxd rax, dword ptr [r11+rdi*4]                  |   add x16, x16, w2, uxtw #3
;;       add rax, r11                                       |   br x16
;;       notrack jmp rax                                    | L0:
;;     L0:                                                  |   bti j
;;       .long L1                                           |   b L1
;;   end
;;     L1:                                                  | L1:
;;   i32.const 10
;;   return
;;       mov eax, 0xa                                       |   movz w0, #0xa
;;       pop rbp                                            |   ldp x29, x30, [sp], #0x20
;;       ret                                                |   ret
;;   end
;;     L2:                                                  | L2:
;;   i32.const 20
;;   end
;;       mov eax, 0x14                                      |   movz w0, #0x14
;;
;; $all_same
;;     x86-64: 10 instructions, 54 bytes                    | AArch64: 17 instructions, 68 bytes
;;   block
;;   block
;;   local.get 0
;;   br_table 0 0 0 0 1
;;       cmp edi, 0x4                                       |   cmp w2, #4
;;       jnb L2                                             |   b.hs L2
;;       lea r11, L0                                        |   adr x16, L0
;;       movsxd rax, dword ptr [r11+rdi*4]                  |   add x16, x16, w2, uxtw #3
;;       add rax, r11                                       |   br x16
;;       notrack jmp rax                                    | L0:
;;     L0:                                                  |   bti j
;;       .long L1                                           |   b L1
;;       .long L1                                           |   bti j
;;       .long L1                                           |   b L1
;;       .long L1                                           |   bti j
;;                                                          |   b L1
;;                                                          |   bti j
;;                                                          |   b L1
;;   end
;;     L1:                                                  | L1:
;;   i32.const 10
;;   return
;;       mov eax, 0xa                                       |   movz w0, #0xa
;;       pop rbp                                            |   ldp x29, x30, [sp], #0x20
;;       ret                                                |   ret
;;   end
;;     L2:                                                  | L2:
;;   i32.const 20
;;   end
;;       mov eax, 0x14                                      |   movz w0, #0x14
;;
;; $offset_index
;;     x86-64: 14 instructions, 56 bytes                    | AArch64: 17 instructions, 68 bytes
;;   block
;;   block
;;   block
;;   local.get 0
;;   i32.const 100
;;   i32.sub
;;   br_table 0 1 2
;;       lea eax, [rdi-0x64]                                |   sub w0, w2, #0x64
;;       cmp eax, 0x2                                       |   cmp w0, #2
;;       jnb L3                                             |   b.hs L3
;;       lea r11, L0                                        |   adr x16, L0
;;       movsxd rcx, dword ptr [r11+rax*4]                  |   add x16, x16, w0, uxtw #3
;;       add rcx, r11                                       |   br x16
;;       notrack jmp rcx                                    | L0:
;;     L0:                                                  |   bti j
;;       .long L1                                           |   b L1
;;       .long L2                                           |   bti j
;;                                                          |   b L2
;;   end
;;     L1:                                                  | L1:
;;   i32.const 10
;;   return
;;       mov eax, 0xa                                       |   movz w0, #0xa
;;       pop rbp                                            |   ldp x29, x30, [sp], #0x20
;;       ret                                                |   ret
;;   end
;;     L2:                                                  | L2:
;;   i32.const 20
;;   return
;;       mov eax, 0x14                                      |   movz w0, #0x14
;;       pop rbp                                            |   ldp x29, x30, [sp], #0x20
;;       ret                                                |   ret
;;   end
;;     L3:                                                  | L3:
;;   i32.const 30
;;   end
;;       mov eax, 0x1e                                      |   movz w0, #0x1e
;;
;; $value
;;     x86-64: 8 instructions, 44 bytes                     | AArch64: 13 instructions, 52 bytes
;;   block (result i32)
;;   i32.const 1
;;   block (result i32)
;;   local.get 1
;;   local.get 0
;;   br_table 0 1 0 1
;;       mov eax, r8d                                       |   mov w0, w3
;;       cmp edi, 0x3                                       |   cmp w2, #3
;;       jnb L2                                             |   b.hs L2
;;       lea r11, L0                                        |   adr x16, L0
;;       movsxd rcx, dword ptr [r11+rdi*4]                  |   add x16, x16, w2, uxtw #3
;;       add rcx, r11                                       |   br x16
;;       notrack jmp rcx                                    | L0:
;;     L0:                                                  |   bti j
;;       .long L1                                           |   b L1
;;       .long L2                                           |   bti j
;;       .long L1                                           |   b L2
;;                                                          |   bti j
;;                                                          |   b L1
;;   end
;;     L1:                                                  | L1:
;;   i32.add
;;   end
;;       lea eax, [rax+0x1]                                 |   add w0, w0, #1
;;   end
;;     L2:                                                  | L2:
;;
;; $two_values
;;     x86-64: 17 instructions, 71 bytes                    | AArch64: 19 instructions, 76 bytes
;;   block (type 2)
;;   block (type 2)
;;   local.get 0
;;   local.get 1
;;   local.get 0
;;   br_table 0 1
;;       cmp edi, 0x1                                       |   cmp w2, #1
;;       jnb L2                                             |   b.hs L2
;;       lea r11, L0                                        |   adr x16, L0
;;       movsxd rax, dword ptr [r11+rdi*4]                  |   add x16, x16, w2, uxtw #3
;;       add rax, r11                                       |   br x16
;;       notrack jmp rax                                    | L0:
;;     L0:                                                  |   bti j
;;       .long L1                                           |   b L1
;;     L1:                                                  | L1:
;;       mov [rbp-0x8], edi                                 |   str x2, [x29, #0x10]
;;       mov eax, r8d                                       |   mov w0, w3
;;       jmp L3                                             |   b L3
;;     L2:                                                  | L2:
;;       mov [rbp-0x8], edi                                 |   str x2, [x29, #0x10]
;;       mov eax, r8d                                       |   mov w0, w3
;;       jmp L4                                             |   b L4
;;   end
;;     L3:                                                  | L3:
;;   drop
;;   drop
;;   i32.const 1
;;   i32.const 2
;;   end
;;       mov dword ptr [rbp-0x8], 0x1                       |   movz w16, #0x1
;;       mov eax, 0x2                                       |   str x16, [x29, #0x10]
;;     L4:                                                  |   movz w0, #0x2
;;                                                          | L4:
;;   i32.add
;;       mov ecx, [rbp-0x8]                                 |   ldr w1, [x29, #0x10]
;;       add ecx, eax                                       |   add w1, w1, w0
;;   end
;;       mov eax, ecx                                       |   mov w0, w1
;;
;; $loop
;;     x86-64: 8 instructions, 37 bytes                     | AArch64: 9 instructions, 36 bytes
;;   block
;;   loop
;;     L0:                                                  | L0:
;;   local.get 1
;;   i32.const 1
;;   i32.add
;;       add r8d, 0x1                                       |   add w3, w3, #1
;;   local.set 1
;;   local.get 0
;;   br_table 0 1
;;       cmp edi, 0x1                                       |   cmp w2, #1
;;       jnb L2                                             |   b.hs L2
;;       lea r11, L1                                        |   adr x16, L1
;;       movsxd rax, dword ptr [r11+rdi*4]                  |   add x16, x16, w2, uxtw #3
;;       add rax, r11                                       |   br x16
;;       notrack jmp rax                                    | L1:
;;     L1:                                                  |   bti j
;;       .long L0                                           |   b L0
;;   end
;;     L2:                                                  | L2:
;;   end
;;   local.get 1
;;   end
;;       mov eax, r8d                                       |   mov w0, w3
;;
;; $to_function
;;     x86-64: 7 instructions, 37 bytes                     | AArch64: 10 instructions, 40 bytes
;;   local.get 1
;;   local.get 0
;;   br_table 0 0 0
;;       mov eax, r8d                                       |   mov w0, w3
;;       cmp edi, 0x2                                       |   cmp w2, #2
;;       jnb L1                                             |   b.hs L1
;;       lea r11, L0                                        |   adr x16, L0
;;       movsxd rcx, dword ptr [r11+rdi*4]                  |   add x16, x16, w2, uxtw #3
;;       add rcx, r11                                       |   br x16
;;       notrack jmp rcx                                    | L0:
;;     L0:                                                  |   bti j
;;       .long L1                                           |   b L1
;;       .long L1                                           |   bti j
;;                                                          |   b L1
;;   end
;;     L1:                                                  | L1:
