;; Against misprediction: what fails its test becomes the memory's limit, where the guest has memory or nothing is
;; accessible; in the last-used heap, the heap's beginning. No test is left out.
;; spectre: yes
;; bounds: checked

(module
  (memory 1)

  (func $load (param i32) (result i64)
    (i64.load offset=8 (local.get 0)))

  (func $twice (param i32) (result i32)
    (i32.add
      (i32.load (local.get 0))
      (i32.load offset=4 (local.get 0))))

  (func $store (param i32 i32)
    (i32.store (local.get 0) (local.get 1)))

  (func $store_a_constant (param i32)
    (i32.store8 (local.get 0) (i32.const 1)))

  (func $large_offset (param i32) (result f64)
    (f64.load offset=0x10000000 (local.get 0)))

  (func $constant_address (result i32)
    (i32.load (i32.const 0x20000))))
;; $load
;;     x86-64: 24 instructions, 87 bytes                    | AArch64: 25 instructions, 100 bytes
;;   local.get 0
;;   i64.load offset=8
;;       cmp rdi, r10                                       |   cmp x2, x26
;;       jnb L1                                             |   b.hs L1
;;       mov r11, rdi                                       |   csel x16, x2, x26, lo
;;       cmovnb r11, r10                                    |   hint #0x14
;;       mov rax, [r15+r11+0x8]  ; out of bounds            |   add x17, x27, x16
;;                                                          |   ldr x0, [x17, #8]  ; out of bounds
;;   end
;;     L0:                                                  | L0:
;;   out of line: i64.load offset=8
;;     L1:                                                  | L1:
;;       lea r11, [rdi+0x8]                                 |   add x16, x2, #8
;;       sub r11, [r14+0x28]                                |   ldr x17, [x28, #0x28]
;;       cmp r11, [r14+0x50]                                |   sub x16, x16, x17
;;       jnb L3                                             |   ldr x17, [x28, #0x50]
;;       push rax                                           |   cmp x16, x17
;;       mov eax, 0x0                                       |   b.hs L3
;;       cmovnb r11, rax                                    |   csel x16, x16, xzr, lo
;;       pop rax                                            |   hint #0x14
;;       add r11, [r14+0x30]                                |   ldr x17, [x28, #0x30]
;;     L2:                                                  |   add x16, x16, x17
;;       mov rax, [r11]  ; out of bounds                    | L2:
;;       jmp L0                                             |   ldr x0, [x16]  ; out of bounds
;;     L3:                                                  |   b L0
;;       add r11, [r14+0x28]                                | L3:
;;       sub rsp, 0x8                                       |   ldr x17, [x28, #0x28]
;;       push r11                                           |   add x16, x16, x17
;;       mov r11, [r14+0x98]                                |   ldr x17, [x28, #0x98]
;;       call [r11+0x18]                                    |   ldr x17, [x17, #0x18]
;;       test r11, r11                                      |   blr x17
;;       jnz L2                                             |   cbnz x16, L2
;;       ud2  ; out of bounds                               |   udf #0  ; out of bounds
;;
;; $twice
;;     x86-64: 49 instructions, 174 bytes                   | AArch64: 50 instructions, 200 bytes
;;   local.get 0
;;   i32.load
;;       cmp rdi, r10                                       |   cmp x2, x26
;;       jnb L2                                             |   b.hs L2
;;       mov r11, rdi                                       |   csel x16, x2, x26, lo
;;       cmovnb r11, r10                                    |   hint #0x14
;;       mov eax, [r15+r11]  ; out of bounds                |   ldr w0, [x27, x16]  ; out of bounds
;;     L0:                                                  | L0:
;;   local.get 0
;;   i32.load offset=4
;;       cmp rdi, r10                                       |   cmp x2, x26
;;       jnb L5                                             |   b.hs L5
;;       mov r11, rdi                                       |   csel x16, x2, x26, lo
;;       cmovnb r11, r10                                    |   hint #0x14
;;       mov ecx, [r15+r11+0x4]  ; out of bounds            |   add x17, x27, x16
;;     L1:                                                  |   ldr w1, [x17, #4]  ; out of bounds
;;                                                          | L1:
;;   i32.add
;;       add eax, ecx                                       |   add w0, w0, w1
;;   end
;;   out of line: i32.load
;;     L2:                                                  | L2:
;;       mov r11, rdi                                       |   mov x16, x2
;;       sub r11, [r14+0x28]                                |   ldr x17, [x28, #0x28]
;;       cmp r11, [r14+0x48]                                |   sub x16, x16, x17
;;       jnb L4                                             |   ldr x17, [x28, #0x48]
;;       push rax                                           |   cmp x16, x17
;;       mov eax, 0x0                                       |   b.hs L4
;;       cmovnb r11, rax                                    |   csel x16, x16, xzr, lo
;;       pop rax                                            |   hint #0x14
;;       add r11, [r14+0x30]                                |   ldr x17, [x28, #0x30]
;;     L3:                                                  |   add x16, x16, x17
;;       mov eax, [r11]  ; out of bounds                    | L3:
;;       jmp L0                                             |   ldr w0, [x16]  ; out of bounds
;;     L4:                                                  |   b L0
;;       add r11, [r14+0x28]                                | L4:
;;       sub rsp, 0x8                                       |   ldr x17, [x28, #0x28]
;;       push r11                                           |   add x16, x16, x17
;;       mov r11, [r14+0x98]                                |   ldr x17, [x28, #0x98]
;;       call [r11+0x10]                                    |   ldr x17, [x17, #0x10]
;;       test r11, r11                                      |   blr x17
;;       jnz L3                                             |   cbnz x16, L3
;;       ud2  ; out of bounds                               |   udf #0  ; out of bounds
;;   out of line: i32.load offset=4
;;     L5:                                                  | L5:
;;       lea r11, [rdi+0x4]                                 |   add x16, x2, #4
;;       sub r11, [r14+0x28]                                |   ldr x17, [x28, #0x28]
;;       cmp r11, [r14+0x48]                                |   sub x16, x16, x17
;;       jnb L7                                             |   ldr x17, [x28, #0x48]
;;       push rax                                           |   cmp x16, x17
;;       mov eax, 0x0                                       |   b.hs L7
;;       cmovnb r11, rax                                    |   csel x16, x16, xzr, lo
;;       pop rax                                            |   hint #0x14
;;       add r11, [r14+0x30]                                |   ldr x17, [x28, #0x30]
;;     L6:                                                  |   add x16, x16, x17
;;       mov ecx, [r11]  ; out of bounds                    | L6:
;;       jmp L1                                             |   ldr w1, [x16]  ; out of bounds
;;     L7:                                                  |   b L1
;;       add r11, [r14+0x28]                                | L7:
;;       sub rsp, 0x8                                       |   ldr x17, [x28, #0x28]
;;       push r11                                           |   add x16, x16, x17
;;       mov r11, [r14+0x98]                                |   ldr x17, [x28, #0x98]
;;       call [r11+0x10]                                    |   ldr x17, [x17, #0x10]
;;       test r11, r11                                      |   blr x17
;;       jnz L6                                             |   cbnz x16, L6
;;       ud2  ; out of bounds                               |   udf #0  ; out of bounds
;;
;; $store
;;     x86-64: 24 instructions, 85 bytes                    | AArch64: 24 instructions, 96 bytes
;;   local.get 0
;;   local.get 1
;;   i32.store
;;       cmp rdi, r10                                       |   cmp x2, x26
;;       jnb L1                                             |   b.hs L1
;;       mov r11, rdi                                       |   csel x16, x2, x26, lo
;;       cmovnb r11, r10                                    |   hint #0x14
;;       mov [r15+r11], r8d  ; out of bounds                |   str w3, [x27, x16]  ; out of bounds
;;   end
;;     L0:                                                  | L0:
;;   out of line: i32.store
;;     L1:                                                  | L1:
;;       mov r11, rdi                                       |   mov x16, x2
;;       sub r11, [r14+0x28]                                |   ldr x17, [x28, #0x28]
;;       cmp r11, [r14+0x70]                                |   sub x16, x16, x17
;;       jnb L3                                             |   ldr x17, [x28, #0x70]
;;       push rax                                           |   cmp x16, x17
;;       mov eax, 0x0                                       |   b.hs L3
;;       cmovnb r11, rax                                    |   csel x16, x16, xzr, lo
;;       pop rax                                            |   hint #0x14
;;       add r11, [r14+0x30]                                |   ldr x17, [x28, #0x30]
;;     L2:                                                  |   add x16, x16, x17
;;       mov [r11], r8d  ; out of bounds                    | L2:
;;       jmp L0                                             |   str w3, [x16]  ; out of bounds
;;     L3:                                                  |   b L0
;;       add r11, [r14+0x28]                                | L3:
;;       sub rsp, 0x8                                       |   ldr x17, [x28, #0x28]
;;       push r11                                           |   add x16, x16, x17
;;       mov r11, [r14+0x98]                                |   ldr x17, [x28, #0x98]
;;       call [r11+0x38]                                    |   ldr x17, [x17, #0x38]
;;       test r11, r11                                      |   blr x17
;;       jnz L2                                             |   cbnz x16, L2
;;       ud2  ; out of bounds                               |   udf #0  ; out of bounds
;;
;; $store_a_constant
;;     x86-64: 24 instructions, 87 bytes                    | AArch64: 25 instructions, 100 bytes
;;   local.get 0
;;   i32.const 1
;;   i32.store8
;;       cmp rdi, r10                                       |   movz w0, #0x1
;;       jnb L1                                             |   cmp x2, x26
;;       mov r11, rdi                                       |   b.hs L1
;;       cmovnb r11, r10                                    |   csel x16, x2, x26, lo
;;       mov byte ptr [r15+r11], 0x1  ; out of bounds       |   hint #0x14
;;                                                          |   strb w0, [x27, x16]  ; out of bounds
;;   end
;;     L0:                                                  | L0:
;;   out of line: i32.store8
;;     L1:                                                  | L1:
;;       mov r11, rdi                                       |   mov x16, x2
;;       sub r11, [r14+0x28]                                |   ldr x17, [x28, #0x28]
;;       cmp r11, [r14+0x60]                                |   sub x16, x16, x17
;;       jnb L3                                             |   ldr x17, [x28, #0x60]
;;       push rax                                           |   cmp x16, x17
;;       mov eax, 0x0                                       |   b.hs L3
;;       cmovnb r11, rax                                    |   csel x16, x16, xzr, lo
;;       pop rax                                            |   hint #0x14
;;       add r11, [r14+0x30]                                |   ldr x17, [x28, #0x30]
;;     L2:                                                  |   add x16, x16, x17
;;       mov byte ptr [r11], 0x1  ; out of bounds           | L2:
;;       jmp L0                                             |   strb w0, [x16]  ; out of bounds
;;     L3:                                                  |   b L0
;;       add r11, [r14+0x28]                                | L3:
;;       sub rsp, 0x8                                       |   ldr x17, [x28, #0x28]
;;       push r11                                           |   add x16, x16, x17
;;       mov r11, [r14+0x98]                                |   ldr x17, [x28, #0x98]
;;       call [r11+0x28]                                    |   ldr x17, [x17, #0x28]
;;       test r11, r11                                      |   blr x17
;;       jnz L2                                             |   cbnz x16, L2
;;       ud2  ; out of bounds                               |   udf #0  ; out of bounds
;;
;; $large_offset
;;     x86-64: 23 instructions, 90 bytes                    | AArch64: 25 instructions, 100 bytes
;;   local.get 0
;;   f64.load offset=268435456
;;       lea r11, [rdi+0x10000000]                          |   movz w17, #0x1000, lsl #16
;;       cmp r11, r10                                       |   add x16, x2, x17, uxtx
;;       jnb L1                                             |   cmp x16, x26
;;       cmovnb r11, r10                                    |   b.hs L1
;;       vmovsd xmm0, qword ptr [r15+r11]  ; out of bounds  |   csel x16, x16, x26, lo
;;                                                          |   hint #0x14
;;                                                          |   ldr d0, [x27, x16]  ; out of bounds
;;   end
;;     L0:                                                  | L0:
;;   out of line: f64.load offset=268435456
;;     L1:                                                  | L1:
;;       sub r11, [r14+0x28]                                |   ldr x17, [x28, #0x28]
;;       cmp r11, [r14+0x50]                                |   sub x16, x16, x17
;;       jnb L3                                             |   ldr x17, [x28, #0x50]
;;       push rax                                           |   cmp x16, x17
;;       mov eax, 0x0                                       |   b.hs L3
;;       cmovnb r11, rax                                    |   csel x16, x16, xzr, lo
;;       pop rax                                            |   hint #0x14
;;       add r11, [r14+0x30]                                |   ldr x17, [x28, #0x30]
;;     L2:                                                  |   add x16, x16, x17
;;       vmovsd xmm0, qword ptr [r11]  ; out of bounds      | L2:
;;       jmp L0                                             |   ldr d0, [x16]  ; out of bounds
;;     L3:                                                  |   b L0
;;       add r11, [r14+0x28]                                | L3:
;;       sub rsp, 0x8                                       |   ldr x17, [x28, #0x28]
;;       push r11                                           |   add x16, x16, x17
;;       mov r11, [r14+0x98]                                |   ldr x17, [x28, #0x98]
;;       call [r11+0x18]                                    |   ldr x17, [x17, #0x18]
;;       test r11, r11                                      |   blr x17
;;       jnz L2                                             |   cbnz x16, L2
;;       ud2  ; out of bounds                               |   udf #0  ; out of bounds
;;
;; $constant_address
;;     x86-64: 23 instructions, 85 bytes                    | AArch64: 24 instructions, 96 bytes
;;   i32.const 131072
;;   i32.load
;;       mov r11d, 0x20000                                  |   movz w16, #0x2, lsl #16
;;       cmp r11, r10                                       |   cmp x16, x26
;;       jnb L1                                             |   b.hs L1
;;       cmovnb r11, r10                                    |   csel x16, x16, x26, lo
;;       mov eax, [r15+r11]  ; out of bounds                |   hint #0x14
;;                                                          |   ldr w0, [x27, x16]  ; out of bounds
;;   end
;;     L0:                                                  | L0:
;;   out of line: i32.load
;;     L1:                                                  | L1:
;;       sub r11, [r14+0x28]                                |   ldr x17, [x28, #0x28]
;;       cmp r11, [r14+0x48]                                |   sub x16, x16, x17
;;       jnb L3                                             |   ldr x17, [x28, #0x48]
;;       push rax                                           |   cmp x16, x17
;;       mov eax, 0x0                                       |   b.hs L3
;;       cmovnb r11, rax                                    |   csel x16, x16, xzr, lo
;;       pop rax                                            |   hint #0x14
;;       add r11, [r14+0x30]                                |   ldr x17, [x28, #0x30]
;;     L2:                                                  |   add x16, x16, x17
;;       mov eax, [r11]  ; out of bounds                    | L2:
;;       jmp L0                                             |   ldr w0, [x16]  ; out of bounds
;;     L3:                                                  |   b L0
;;       add r11, [r14+0x28]                                | L3:
;;       sub rsp, 0x8                                       |   ldr x17, [x28, #0x28]
;;       push r11                                           |   add x16, x16, x17
;;       mov r11, [r14+0x98]                                |   ldr x17, [x28, #0x98]
;;       call [r11+0x10]                                    |   ldr x17, [x17, #0x10]
;;       test r11, r11                                      |   blr x17
;;       jnz L2                                             |   cbnz x16, L2
;;       ud2  ; out of bounds                               |   udf #0  ; out of bounds
