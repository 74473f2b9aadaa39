;; Loads in checked code: one compare with the limit; shared heaps are tried out of line.
;; bounds: checked
(module
  (memory 1)
  (func $i32.load (param i32) (result i32) (i32.load offset=8 (local.get 0)))
  (func $i32.load8_s (param i32) (result i32) (i32.load8_s offset=8 (local.get 0)))
  (func $i32.load8_u (param i32) (result i32) (i32.load8_u offset=8 (local.get 0)))
  (func $i32.load16_s (param i32) (result i32) (i32.load16_s offset=8 (local.get 0)))
  (func $i32.load16_u (param i32) (result i32) (i32.load16_u offset=8 (local.get 0)))
  (func $i64.load (param i32) (result i64) (i64.load offset=8 (local.get 0)))
  (func $i64.load8_s (param i32) (result i64) (i64.load8_s offset=8 (local.get 0)))
  (func $i64.load8_u (param i32) (result i64) (i64.load8_u offset=8 (local.get 0)))
  (func $i64.load16_s (param i32) (result i64) (i64.load16_s offset=8 (local.get 0)))
  (func $i64.load16_u (param i32) (result i64) (i64.load16_u offset=8 (local.get 0)))
  (func $i64.load32_s (param i32) (result i64) (i64.load32_s offset=8 (local.get 0)))
  (func $i64.load32_u (param i32) (result i64) (i64.load32_u offset=8 (local.get 0)))
  (func $f32.load (param i32) (result f32) (f32.load offset=8 (local.get 0)))
  (func $f64.load (param i32) (result f64) (f64.load offset=8 (local.get 0))))
;; $i32.load
;;     x86-64: 18 instructions, 69 bytes                    | AArch64: 21 instructions, 84 bytes
;;   local.get 0
;;   i32.load offset=8
;;       cmp rdi, r10                                       |   add x1, x27, x2
;;       jnb L1                                             |   cmp x2, x26
;;       mov eax, [r15+rdi+0x8]  ; out of bounds            |   b.hs L1
;;                                                          |   ldr w0, [x1, #8]  ; out of bounds
;;   end
;;     L0:                                                  | L0:
;;   out of line: i32.load offset=8
;;     L1:                                                  | L1:
;;       lea r11, [rdi+0x8]                                 |   add x16, x2, #8
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
;; $i32.load8_s
;;     x86-64: 18 instructions, 70 bytes                    | AArch64: 21 instructions, 84 bytes
;;   local.get 0
;;   i32.load8_s offset=8
;;       cmp rdi, r10                                       |   add x1, x27, x2
;;       jnb L1                                             |   cmp x2, x26
;;       movsx eax, byte ptr [r15+rdi+0x8]  ; out of bounds |   b.hs L1
;;                                                          |   ldrsb w0, [x1, #8]  ; out of bounds
;;   end
;;     L0:                                                  | L0:
;;   out of line: i32.load8_s offset=8
;;     L1:                                                  | L1:
;;       lea r11, [rdi+0x8]                                 |   add x16, x2, #8
;;       sub r11, [r14+0x28]                                |   ldr x17, [x28, #0x28]
;;       cmp r11, [r14+0x38]                                |   sub x16, x16, x17
;;       jnb L3                                             |   ldr x17, [x28, #0x38]
;;       add r11, [r14+0x30]                                |   cmp x16, x17
;;     L2:                                                  |   b.hs L3
;;       movsx eax, byte ptr [r11]  ; out of bounds         |   ldr x17, [x28, #0x30]
;;       jmp L0                                             |   add x16, x16, x17
;;     L3:                                                  | L2:
;;       add r11, [r14+0x28]                                |   ldrsb w0, [x16]  ; out of bounds
;;       sub rsp, 0x8                                       |   b L0
;;       push r11                                           | L3:
;;       mov r11, [r14+0x98]                                |   ldr x17, [x28, #0x28]
;;       call [r11]                                         |   add x16, x16, x17
;;       test r11, r11                                      |   ldr x17, [x28, #0x98]
;;       jnz L2                                             |   ldr x17, [x17]
;;       ud2  ; out of bounds                               |   blr x17
;;                                                          |   cbnz x16, L2
;;                                                          |   udf #0  ; out of bounds
;;
;; $i32.load8_u
;;     x86-64: 18 instructions, 70 bytes                    | AArch64: 21 instructions, 84 bytes
;;   local.get 0
;;   i32.load8_u offset=8
;;       cmp rdi, r10                                       |   add x1, x27, x2
;;       jnb L1                                             |   cmp x2, x26
;;       movzx eax, byte ptr [r15+rdi+0x8]  ; out of bounds |   b.hs L1
;;                                                          |   ldrb w0, [x1, #8]  ; out of bounds
;;   end
;;     L0:                                                  | L0:
;;   out of line: i32.load8_u offset=8
;;     L1:                                                  | L1:
;;       lea r11, [rdi+0x8]                                 |   add x16, x2, #8
;;       sub r11, [r14+0x28]                                |   ldr x17, [x28, #0x28]
;;       cmp r11, [r14+0x38]                                |   sub x16, x16, x17
;;       jnb L3                                             |   ldr x17, [x28, #0x38]
;;       add r11, [r14+0x30]                                |   cmp x16, x17
;;     L2:                                                  |   b.hs L3
;;       movzx eax, byte ptr [r11]  ; out of bounds         |   ldr x17, [x28, #0x30]
;;       jmp L0                                             |   add x16, x16, x17
;;     L3:                                                  | L2:
;;       add r11, [r14+0x28]                                |   ldrb w0, [x16]  ; out of bounds
;;       sub rsp, 0x8                                       |   b L0
;;       push r11                                           | L3:
;;       mov r11, [r14+0x98]                                |   ldr x17, [x28, #0x28]
;;       call [r11]                                         |   add x16, x16, x17
;;       test r11, r11                                      |   ldr x17, [x28, #0x98]
;;       jnz L2                                             |   ldr x17, [x17]
;;       ud2  ; out of bounds                               |   blr x17
;;                                                          |   cbnz x16, L2
;;                                                          |   udf #0  ; out of bounds
;;
;; $i32.load16_s
;;     x86-64: 18 instructions, 71 bytes                    | AArch64: 21 instructions, 84 bytes
;;   local.get 0
;;   i32.load16_s offset=8
;;       cmp rdi, r10                                       |   add x1, x27, x2
;;       jnb L1                                             |   cmp x2, x26
;;       movsx eax, word ptr [r15+rdi+0x8]  ; out of bounds |   b.hs L1
;;                                                          |   ldrsh w0, [x1, #8]  ; out of bounds
;;   end
;;     L0:                                                  | L0:
;;   out of line: i32.load16_s offset=8
;;     L1:                                                  | L1:
;;       lea r11, [rdi+0x8]                                 |   add x16, x2, #8
;;       sub r11, [r14+0x28]                                |   ldr x17, [x28, #0x28]
;;       cmp r11, [r14+0x40]                                |   sub x16, x16, x17
;;       jnb L3                                             |   ldr x17, [x28, #0x40]
;;       add r11, [r14+0x30]                                |   cmp x16, x17
;;     L2:                                                  |   b.hs L3
;;       movsx eax, word ptr [r11]  ; out of bounds         |   ldr x17, [x28, #0x30]
;;       jmp L0                                             |   add x16, x16, x17
;;     L3:                                                  | L2:
;;       add r11, [r14+0x28]                                |   ldrsh w0, [x16]  ; out of bounds
;;       sub rsp, 0x8                                       |   b L0
;;       push r11                                           | L3:
;;       mov r11, [r14+0x98]                                |   ldr x17, [x28, #0x28]
;;       call [r11+0x8]                                     |   add x16, x16, x17
;;       test r11, r11                                      |   ldr x17, [x28, #0x98]
;;       jnz L2                                             |   ldr x17, [x17, #8]
;;       ud2  ; out of bounds                               |   blr x17
;;                                                          |   cbnz x16, L2
;;                                                          |   udf #0  ; out of bounds
;;
;; $i32.load16_u
;;     x86-64: 18 instructions, 71 bytes                    | AArch64: 21 instructions, 84 bytes
;;   local.get 0
;;   i32.load16_u offset=8
;;       cmp rdi, r10                                       |   add x1, x27, x2
;;       jnb L1                                             |   cmp x2, x26
;;       movzx eax, word ptr [r15+rdi+0x8]  ; out of bounds |   b.hs L1
;;                                                          |   ldrh w0, [x1, #8]  ; out of bounds
;;   end
;;     L0:                                                  | L0:
;;   out of line: i32.load16_u offset=8
;;     L1:                                                  | L1:
;;       lea r11, [rdi+0x8]                                 |   add x16, x2, #8
;;       sub r11, [r14+0x28]                                |   ldr x17, [x28, #0x28]
;;       cmp r11, [r14+0x40]                                |   sub x16, x16, x17
;;       jnb L3                                             |   ldr x17, [x28, #0x40]
;;       add r11, [r14+0x30]                                |   cmp x16, x17
;;     L2:                                                  |   b.hs L3
;;       movzx eax, word ptr [r11]  ; out of bounds         |   ldr x17, [x28, #0x30]
;;       jmp L0                                             |   add x16, x16, x17
;;     L3:                                                  | L2:
;;       add r11, [r14+0x28]                                |   ldrh w0, [x16]  ; out of bounds
;;       sub rsp, 0x8                                       |   b L0
;;       push r11                                           | L3:
;;       mov r11, [r14+0x98]                                |   ldr x17, [x28, #0x28]
;;       call [r11+0x8]                                     |   add x16, x16, x17
;;       test r11, r11                                      |   ldr x17, [x28, #0x98]
;;       jnz L2                                             |   ldr x17, [x17, #8]
;;       ud2  ; out of bounds                               |   blr x17
;;                                                          |   cbnz x16, L2
;;                                                          |   udf #0  ; out of bounds
;;
;; $i64.load
;;     x86-64: 18 instructions, 69 bytes                    | AArch64: 21 instructions, 84 bytes
;;   local.get 0
;;   i64.load offset=8
;;       cmp rdi, r10                                       |   add x1, x27, x2
;;       jnb L1                                             |   cmp x2, x26
;;       mov rax, [r15+rdi+0x8]  ; out of bounds            |   b.hs L1
;;                                                          |   ldr x0, [x1, #8]  ; out of bounds
;;   end
;;     L0:                                                  | L0:
;;   out of line: i64.load offset=8
;;     L1:                                                  | L1:
;;       lea r11, [rdi+0x8]                                 |   add x16, x2, #8
;;       sub r11, [r14+0x28]                                |   ldr x17, [x28, #0x28]
;;       cmp r11, [r14+0x50]                                |   sub x16, x16, x17
;;       jnb L3                                             |   ldr x17, [x28, #0x50]
;;       add r11, [r14+0x30]                                |   cmp x16, x17
;;     L2:                                                  |   b.hs L3
;;       mov rax, [r11]  ; out of bounds                    |   ldr x17, [x28, #0x30]
;;       jmp L0                                             |   add x16, x16, x17
;;     L3:                                                  | L2:
;;       add r11, [r14+0x28]                                |   ldr x0, [x16]  ; out of bounds
;;       sub rsp, 0x8                                       |   b L0
;;       push r11                                           | L3:
;;       mov r11, [r14+0x98]                                |   ldr x17, [x28, #0x28]
;;       call [r11+0x18]                                    |   add x16, x16, x17
;;       test r11, r11                                      |   ldr x17, [x28, #0x98]
;;       jnz L2                                             |   ldr x17, [x17, #0x18]
;;       ud2  ; out of bounds                               |   blr x17
;;                                                          |   cbnz x16, L2
;;                                                          |   udf #0  ; out of bounds
;;
;; $i64.load8_s
;;     x86-64: 18 instructions, 70 bytes                    | AArch64: 21 instructions, 84 bytes
;;   local.get 0
;;   i64.load8_s offset=8
;;       cmp rdi, r10                                       |   add x1, x27, x2
;;       jnb L1                                             |   cmp x2, x26
;;       movsx rax, byte ptr [r15+rdi+0x8]  ; out of bounds |   b.hs L1
;;                                                          |   ldrsb x0, [x1, #8]  ; out of bounds
;;   end
;;     L0:                                                  | L0:
;;   out of line: i64.load8_s offset=8
;;     L1:                                                  | L1:
;;       lea r11, [rdi+0x8]                                 |   add x16, x2, #8
;;       sub r11, [r14+0x28]                                |   ldr x17, [x28, #0x28]
;;       cmp r11, [r14+0x38]                                |   sub x16, x16, x17
;;       jnb L3                                             |   ldr x17, [x28, #0x38]
;;       add r11, [r14+0x30]                                |   cmp x16, x17
;;     L2:                                                  |   b.hs L3
;;       movsx rax, byte ptr [r11]  ; out of bounds         |   ldr x17, [x28, #0x30]
;;       jmp L0                                             |   add x16, x16, x17
;;     L3:                                                  | L2:
;;       add r11, [r14+0x28]                                |   ldrsb x0, [x16]  ; out of bounds
;;       sub rsp, 0x8                                       |   b L0
;;       push r11                                           | L3:
;;       mov r11, [r14+0x98]                                |   ldr x17, [x28, #0x28]
;;       call [r11]                                         |   add x16, x16, x17
;;       test r11, r11                                      |   ldr x17, [x28, #0x98]
;;       jnz L2                                             |   ldr x17, [x17]
;;       ud2  ; out of bounds                               |   blr x17
;;                                                          |   cbnz x16, L2
;;                                                          |   udf #0  ; out of bounds
;;
;; $i64.load8_u
;;     x86-64: 18 instructions, 70 bytes                    | AArch64: 21 instructions, 84 bytes
;;   local.get 0
;;   i64.load8_u offset=8
;;       cmp rdi, r10                                       |   add x1, x27, x2
;;       jnb L1                                             |   cmp x2, x26
;;       movzx eax, byte ptr [r15+rdi+0x8]  ; out of bounds |   b.hs L1
;;                                                          |   ldrb w0, [x1, #8]  ; out of bounds
;;   end
;;     L0:                                                  | L0:
;;   out of line: i64.load8_u offset=8
;;     L1:                                                  | L1:
;;       lea r11, [rdi+0x8]                                 |   add x16, x2, #8
;;       sub r11, [r14+0x28]                                |   ldr x17, [x28, #0x28]
;;       cmp r11, [r14+0x38]                                |   sub x16, x16, x17
;;       jnb L3                                             |   ldr x17, [x28, #0x38]
;;       add r11, [r14+0x30]                                |   cmp x16, x17
;;     L2:                                                  |   b.hs L3
;;       movzx eax, byte ptr [r11]  ; out of bounds         |   ldr x17, [x28, #0x30]
;;       jmp L0                                             |   add x16, x16, x17
;;     L3:                                                  | L2:
;;       add r11, [r14+0x28]                                |   ldrb w0, [x16]  ; out of bounds
;;       sub rsp, 0x8                                       |   b L0
;;       push r11                                           | L3:
;;       mov r11, [r14+0x98]                                |   ldr x17, [x28, #0x28]
;;       call [r11]                                         |   add x16, x16, x17
;;       test r11, r11                                      |   ldr x17, [x28, #0x98]
;;       jnz L2                                             |   ldr x17, [x17]
;;       ud2  ; out of bounds                               |   blr x17
;;                                                          |   cbnz x16, L2
;;                                                          |   udf #0  ; out of bounds
;;
;; $i64.load16_s
;;     x86-64: 18 instructions, 71 bytes                    | AArch64: 21 instructions, 84 bytes
;;   local.get 0
;;   i64.load16_s offset=8
;;       cmp rdi, r10                                       |   add x1, x27, x2
;;       jnb L1                                             |   cmp x2, x26
;;       movsx rax, word ptr [r15+rdi+0x8]  ; out of bounds |   b.hs L1
;;                                                          |   ldrsh x0, [x1, #8]  ; out of bounds
;;   end
;;     L0:                                                  | L0:
;;   out of line: i64.load16_s offset=8
;;     L1:                                                  | L1:
;;       lea r11, [rdi+0x8]                                 |   add x16, x2, #8
;;       sub r11, [r14+0x28]                                |   ldr x17, [x28, #0x28]
;;       cmp r11, [r14+0x40]                                |   sub x16, x16, x17
;;       jnb L3                                             |   ldr x17, [x28, #0x40]
;;       add r11, [r14+0x30]                                |   cmp x16, x17
;;     L2:                                                  |   b.hs L3
;;       movsx rax, word ptr [r11]  ; out of bounds         |   ldr x17, [x28, #0x30]
;;       jmp L0                                             |   add x16, x16, x17
;;     L3:                                                  | L2:
;;       add r11, [r14+0x28]                                |   ldrsh x0, [x16]  ; out of bounds
;;       sub rsp, 0x8                                       |   b L0
;;       push r11                                           | L3:
;;       mov r11, [r14+0x98]                                |   ldr x17, [x28, #0x28]
;;       call [r11+0x8]                                     |   add x16, x16, x17
;;       test r11, r11                                      |   ldr x17, [x28, #0x98]
;;       jnz L2                                             |   ldr x17, [x17, #8]
;;       ud2  ; out of bounds                               |   blr x17
;;                                                          |   cbnz x16, L2
;;                                                          |   udf #0  ; out of bounds
;;
;; $i64.load16_u
;;     x86-64: 18 instructions, 71 bytes                    | AArch64: 21 instructions, 84 bytes
;;   local.get 0
;;   i64.load16_u offset=8
;;       cmp rdi, r10                                       |   add x1, x27, x2
;;       jnb L1                                             |   cmp x2, x26
;;       movzx eax, word ptr [r15+rdi+0x8]  ; out of bounds |   b.hs L1
;;                                                          |   ldrh w0, [x1, #8]  ; out of bounds
;;   end
;;     L0:                                                  | L0:
;;   out of line: i64.load16_u offset=8
;;     L1:                                                  | L1:
;;       lea r11, [rdi+0x8]                                 |   add x16, x2, #8
;;       sub r11, [r14+0x28]                                |   ldr x17, [x28, #0x28]
;;       cmp r11, [r14+0x40]                                |   sub x16, x16, x17
;;       jnb L3                                             |   ldr x17, [x28, #0x40]
;;       add r11, [r14+0x30]                                |   cmp x16, x17
;;     L2:                                                  |   b.hs L3
;;       movzx eax, word ptr [r11]  ; out of bounds         |   ldr x17, [x28, #0x30]
;;       jmp L0                                             |   add x16, x16, x17
;;     L3:                                                  | L2:
;;       add r11, [r14+0x28]                                |   ldrh w0, [x16]  ; out of bounds
;;       sub rsp, 0x8                                       |   b L0
;;       push r11                                           | L3:
;;       mov r11, [r14+0x98]                                |   ldr x17, [x28, #0x28]
;;       call [r11+0x8]                                     |   add x16, x16, x17
;;       test r11, r11                                      |   ldr x17, [x28, #0x98]
;;       jnz L2                                             |   ldr x17, [x17, #8]
;;       ud2  ; out of bounds                               |   blr x17
;;                                                          |   cbnz x16, L2
;;                                                          |   udf #0  ; out of bounds
;;
;; $i64.load32_s
;;     x86-64: 18 instructions, 69 bytes                    | AArch64: 21 instructions, 84 bytes
;;   local.get 0
;;   i64.load32_s offset=8
;;       cmp rdi, r10                                       |   add x1, x27, x2
;;       jnb L1                                             |   cmp x2, x26
;;       movsxd rax, dword ptr [r15+rdi+0x8]  ; out of bounds |   b.hs L1
;;                                                          |   ldrsw x0, [x1, #8]  ; out of bounds
;;   end
;;     L0:                                                  | L0:
;;   out of line: i64.load32_s offset=8
;;     L1:                                                  | L1:
;;       lea r11, [rdi+0x8]                                 |   add x16, x2, #8
;;       sub r11, [r14+0x28]                                |   ldr x17, [x28, #0x28]
;;       cmp r11, [r14+0x48]                                |   sub x16, x16, x17
;;       jnb L3                                             |   ldr x17, [x28, #0x48]
;;       add r11, [r14+0x30]                                |   cmp x16, x17
;;     L2:                                                  |   b.hs L3
;;       movsxd rax, dword ptr [r11]  ; out of bounds       |   ldr x17, [x28, #0x30]
;;       jmp L0                                             |   add x16, x16, x17
;;     L3:                                                  | L2:
;;       add r11, [r14+0x28]                                |   ldrsw x0, [x16]  ; out of bounds
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
;; $i64.load32_u
;;     x86-64: 18 instructions, 69 bytes                    | AArch64: 21 instructions, 84 bytes
;;   local.get 0
;;   i64.load32_u offset=8
;;       cmp rdi, r10                                       |   add x1, x27, x2
;;       jnb L1                                             |   cmp x2, x26
;;       mov eax, [r15+rdi+0x8]  ; out of bounds            |   b.hs L1
;;                                                          |   ldr w0, [x1, #8]  ; out of bounds
;;   end
;;     L0:                                                  | L0:
;;   out of line: i64.load32_u offset=8
;;     L1:                                                  | L1:
;;       lea r11, [rdi+0x8]                                 |   add x16, x2, #8
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
;; $f32.load
;;     x86-64: 18 instructions, 73 bytes                    | AArch64: 21 instructions, 84 bytes
;;   local.get 0
;;   f32.load offset=8
;;       cmp rdi, r10                                       |   add x0, x27, x2
;;       jnb L1                                             |   cmp x2, x26
;;       vmovss xmm0, dword ptr [r15+rdi+0x8]  ; out of bounds |   b.hs L1
;;                                                          |   ldr s0, [x0, #8]  ; out of bounds
;;   end
;;     L0:                                                  | L0:
;;   out of line: f32.load offset=8
;;     L1:                                                  | L1:
;;       lea r11, [rdi+0x8]                                 |   add x16, x2, #8
;;       sub r11, [r14+0x28]                                |   ldr x17, [x28, #0x28]
;;       cmp r11, [r14+0x48]                                |   sub x16, x16, x17
;;       jnb L3                                             |   ldr x17, [x28, #0x48]
;;       add r11, [r14+0x30]                                |   cmp x16, x17
;;     L2:                                                  |   b.hs L3
;;       vmovss xmm0, dword ptr [r11]  ; out of bounds      |   ldr x17, [x28, #0x30]
;;       jmp L0                                             |   add x16, x16, x17
;;     L3:                                                  | L2:
;;       add r11, [r14+0x28]                                |   ldr s0, [x16]  ; out of bounds
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
;; $f64.load
;;     x86-64: 18 instructions, 73 bytes                    | AArch64: 21 instructions, 84 bytes
;;   local.get 0
;;   f64.load offset=8
;;       cmp rdi, r10                                       |   add x0, x27, x2
;;       jnb L1                                             |   cmp x2, x26
;;       vmovsd xmm0, qword ptr [r15+rdi+0x8]  ; out of bounds |   b.hs L1
;;                                                          |   ldr d0, [x0, #8]  ; out of bounds
;;   end
;;     L0:                                                  | L0:
;;   out of line: f64.load offset=8
;;     L1:                                                  | L1:
;;       lea r11, [rdi+0x8]                                 |   add x16, x2, #8
;;       sub r11, [r14+0x28]                                |   ldr x17, [x28, #0x28]
;;       cmp r11, [r14+0x50]                                |   sub x16, x16, x17
;;       jnb L3                                             |   ldr x17, [x28, #0x50]
;;       add r11, [r14+0x30]                                |   cmp x16, x17
;;     L2:                                                  |   b.hs L3
;;       vmovsd xmm0, qword ptr [r11]  ; out of bounds      |   ldr x17, [x28, #0x30]
;;       jmp L0                                             |   add x16, x16, x17
;;     L3:                                                  | L2:
;;       add r11, [r14+0x28]                                |   ldr d0, [x16]  ; out of bounds
;;       sub rsp, 0x8                                       |   b L0
;;       push r11                                           | L3:
;;       mov r11, [r14+0x98]                                |   ldr x17, [x28, #0x28]
;;       call [r11+0x18]                                    |   add x16, x16, x17
;;       test r11, r11                                      |   ldr x17, [x28, #0x98]
;;       jnz L2                                             |   ldr x17, [x17, #0x18]
;;       ud2  ; out of bounds                               |   blr x17
;;                                                          |   cbnz x16, L2
;;                                                          |   udf #0  ; out of bounds
