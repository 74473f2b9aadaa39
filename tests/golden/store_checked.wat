;; Stores in checked code: one compare with the limit; shared heaps are tried out of line.
;; bounds: checked
(module
  (memory 1)
  (func $i32.store (param i32 i32) (i32.store offset=8 (local.get 0) (local.get 1)))
  (func $i32.store8 (param i32 i32) (i32.store8 offset=8 (local.get 0) (local.get 1)))
  (func $i32.store16 (param i32 i32) (i32.store16 offset=8 (local.get 0) (local.get 1)))
  (func $i64.store (param i32 i64) (i64.store offset=8 (local.get 0) (local.get 1)))
  (func $i64.store8 (param i32 i64) (i64.store8 offset=8 (local.get 0) (local.get 1)))
  (func $i64.store16 (param i32 i64) (i64.store16 offset=8 (local.get 0) (local.get 1)))
  (func $i64.store32 (param i32 i64) (i64.store32 offset=8 (local.get 0) (local.get 1)))
  (func $f32.store (param i32 f32) (f32.store offset=8 (local.get 0) (local.get 1)))
  (func $f64.store (param i32 f64) (f64.store offset=8 (local.get 0) (local.get 1))))
;; $i32.store
;;     x86-64: 18 instructions, 69 bytes                    | AArch64: 21 instructions, 84 bytes
;;   local.get 0
;;   local.get 1
;;   i32.store offset=8
;;       cmp rdi, r10                                       |   add x0, x27, x2
;;       jnb L1                                             |   cmp x2, x26
;;       mov [r15+rdi+0x8], r8d  ; out of bounds            |   b.hs L1
;;                                                          |   str w3, [x0, #8]  ; out of bounds
;;   end
;;     L0:                                                  | L0:
;;   out of line: i32.store offset=8
;;     L1:                                                  | L1:
;;       lea r11, [rdi+0x8]                                 |   add x16, x2, #8
;;       sub r11, [r14+0x28]                                |   ldr x17, [x28, #0x28]
;;       cmp r11, [r14+0x70]                                |   sub x16, x16, x17
;;       jnb L3                                             |   ldr x17, [x28, #0x70]
;;       add r11, [r14+0x30]                                |   cmp x16, x17
;;     L2:                                                  |   b.hs L3
;;       mov [r11], r8d  ; out of bounds                    |   ldr x17, [x28, #0x30]
;;       jmp L0                                             |   add x16, x16, x17
;;     L3:                                                  | L2:
;;       add r11, [r14+0x28]                                |   str w3, [x16]  ; out of bounds
;;       sub rsp, 0x8                                       |   b L0
;;       push r11                                           | L3:
;;       mov r11, [r14+0x98]                                |   ldr x17, [x28, #0x28]
;;       call [r11+0x38]                                    |   add x16, x16, x17
;;       test r11, r11                                      |   ldr x17, [x28, #0x98]
;;       jnz L2                                             |   ldr x17, [x17, #0x38]
;;       ud2  ; out of bounds                               |   blr x17
;;                                                          |   cbnz x16, L2
;;                                                          |   udf #0  ; out of bounds
;;
;; $i32.store8
;;     x86-64: 18 instructions, 69 bytes                    | AArch64: 21 instructions, 84 bytes
;;   local.get 0
;;   local.get 1
;;   i32.store8 offset=8
;;       cmp rdi, r10                                       |   add x0, x27, x2
;;       jnb L1                                             |   cmp x2, x26
;;       mov [r15+rdi+0x8], r8b  ; out of bounds            |   b.hs L1
;;                                                          |   strb w3, [x0, #8]  ; out of bounds
;;   end
;;     L0:                                                  | L0:
;;   out of line: i32.store8 offset=8
;;     L1:                                                  | L1:
;;       lea r11, [rdi+0x8]                                 |   add x16, x2, #8
;;       sub r11, [r14+0x28]                                |   ldr x17, [x28, #0x28]
;;       cmp r11, [r14+0x60]                                |   sub x16, x16, x17
;;       jnb L3                                             |   ldr x17, [x28, #0x60]
;;       add r11, [r14+0x30]                                |   cmp x16, x17
;;     L2:                                                  |   b.hs L3
;;       mov [r11], r8b  ; out of bounds                    |   ldr x17, [x28, #0x30]
;;       jmp L0                                             |   add x16, x16, x17
;;     L3:                                                  | L2:
;;       add r11, [r14+0x28]                                |   strb w3, [x16]  ; out of bounds
;;       sub rsp, 0x8                                       |   b L0
;;       push r11                                           | L3:
;;       mov r11, [r14+0x98]                                |   ldr x17, [x28, #0x28]
;;       call [r11+0x28]                                    |   add x16, x16, x17
;;       test r11, r11                                      |   ldr x17, [x28, #0x98]
;;       jnz L2                                             |   ldr x17, [x17, #0x28]
;;       ud2  ; out of bounds                               |   blr x17
;;                                                          |   cbnz x16, L2
;;                                                          |   udf #0  ; out of bounds
;;
;; $i32.store16
;;     x86-64: 18 instructions, 71 bytes                    | AArch64: 21 instructions, 84 bytes
;;   local.get 0
;;   local.get 1
;;   i32.store16 offset=8
;;       cmp rdi, r10                                       |   add x0, x27, x2
;;       jnb L1                                             |   cmp x2, x26
;;       mov [r15+rdi+0x8], r8w  ; out of bounds            |   b.hs L1
;;                                                          |   strh w3, [x0, #8]  ; out of bounds
;;   end
;;     L0:                                                  | L0:
;;   out of line: i32.store16 offset=8
;;     L1:                                                  | L1:
;;       lea r11, [rdi+0x8]                                 |   add x16, x2, #8
;;       sub r11, [r14+0x28]                                |   ldr x17, [x28, #0x28]
;;       cmp r11, [r14+0x68]                                |   sub x16, x16, x17
;;       jnb L3                                             |   ldr x17, [x28, #0x68]
;;       add r11, [r14+0x30]                                |   cmp x16, x17
;;     L2:                                                  |   b.hs L3
;;       mov [r11], r8w  ; out of bounds                    |   ldr x17, [x28, #0x30]
;;       jmp L0                                             |   add x16, x16, x17
;;     L3:                                                  | L2:
;;       add r11, [r14+0x28]                                |   strh w3, [x16]  ; out of bounds
;;       sub rsp, 0x8                                       |   b L0
;;       push r11                                           | L3:
;;       mov r11, [r14+0x98]                                |   ldr x17, [x28, #0x28]
;;       call [r11+0x30]                                    |   add x16, x16, x17
;;       test r11, r11                                      |   ldr x17, [x28, #0x98]
;;       jnz L2                                             |   ldr x17, [x17, #0x30]
;;       ud2  ; out of bounds                               |   blr x17
;;                                                          |   cbnz x16, L2
;;                                                          |   udf #0  ; out of bounds
;;
;; $i64.store
;;     x86-64: 18 instructions, 69 bytes                    | AArch64: 21 instructions, 84 bytes
;;   local.get 0
;;   local.get 1
;;   i64.store offset=8
;;       cmp rdi, r10                                       |   add x0, x27, x2
;;       jnb L1                                             |   cmp x2, x26
;;       mov [r15+rdi+0x8], r8  ; out of bounds             |   b.hs L1
;;                                                          |   str x3, [x0, #8]  ; out of bounds
;;   end
;;     L0:                                                  | L0:
;;   out of line: i64.store offset=8
;;     L1:                                                  | L1:
;;       lea r11, [rdi+0x8]                                 |   add x16, x2, #8
;;       sub r11, [r14+0x28]                                |   ldr x17, [x28, #0x28]
;;       cmp r11, [r14+0x78]                                |   sub x16, x16, x17
;;       jnb L3                                             |   ldr x17, [x28, #0x78]
;;       add r11, [r14+0x30]                                |   cmp x16, x17
;;     L2:                                                  |   b.hs L3
;;       mov [r11], r8  ; out of bounds                     |   ldr x17, [x28, #0x30]
;;       jmp L0                                             |   add x16, x16, x17
;;     L3:                                                  | L2:
;;       add r11, [r14+0x28]                                |   str x3, [x16]  ; out of bounds
;;       sub rsp, 0x8                                       |   b L0
;;       push r11                                           | L3:
;;       mov r11, [r14+0x98]                                |   ldr x17, [x28, #0x28]
;;       call [r11+0x40]                                    |   add x16, x16, x17
;;       test r11, r11                                      |   ldr x17, [x28, #0x98]
;;       jnz L2                                             |   ldr x17, [x17, #0x40]
;;       ud2  ; out of bounds                               |   blr x17
;;                                                          |   cbnz x16, L2
;;                                                          |   udf #0  ; out of bounds
;;
;; $i64.store8
;;     x86-64: 18 instructions, 69 bytes                    | AArch64: 21 instructions, 84 bytes
;;   local.get 0
;;   local.get 1
;;   i64.store8 offset=8
;;       cmp rdi, r10                                       |   add x0, x27, x2
;;       jnb L1                                             |   cmp x2, x26
;;       mov [r15+rdi+0x8], r8b  ; out of bounds            |   b.hs L1
;;                                                          |   strb w3, [x0, #8]  ; out of bounds
;;   end
;;     L0:                                                  | L0:
;;   out of line: i64.store8 offset=8
;;     L1:                                                  | L1:
;;       lea r11, [rdi+0x8]                                 |   add x16, x2, #8
;;       sub r11, [r14+0x28]                                |   ldr x17, [x28, #0x28]
;;       cmp r11, [r14+0x60]                                |   sub x16, x16, x17
;;       jnb L3                                             |   ldr x17, [x28, #0x60]
;;       add r11, [r14+0x30]                                |   cmp x16, x17
;;     L2:                                                  |   b.hs L3
;;       mov [r11], r8b  ; out of bounds                    |   ldr x17, [x28, #0x30]
;;       jmp L0                                             |   add x16, x16, x17
;;     L3:                                                  | L2:
;;       add r11, [r14+0x28]                                |   strb w3, [x16]  ; out of bounds
;;       sub rsp, 0x8                                       |   b L0
;;       push r11                                           | L3:
;;       mov r11, [r14+0x98]                                |   ldr x17, [x28, #0x28]
;;       call [r11+0x28]                                    |   add x16, x16, x17
;;       test r11, r11                                      |   ldr x17, [x28, #0x98]
;;       jnz L2                                             |   ldr x17, [x17, #0x28]
;;       ud2  ; out of bounds                               |   blr x17
;;                                                          |   cbnz x16, L2
;;                                                          |   udf #0  ; out of bounds
;;
;; $i64.store16
;;     x86-64: 18 instructions, 71 bytes                    | AArch64: 21 instructions, 84 bytes
;;   local.get 0
;;   local.get 1
;;   i64.store16 offset=8
;;       cmp rdi, r10                                       |   add x0, x27, x2
;;       jnb L1                                             |   cmp x2, x26
;;       mov [r15+rdi+0x8], r8w  ; out of bounds            |   b.hs L1
;;                                                          |   strh w3, [x0, #8]  ; out of bounds
;;   end
;;     L0:                                                  | L0:
;;   out of line: i64.store16 offset=8
;;     L1:                                                  | L1:
;;       lea r11, [rdi+0x8]                                 |   add x16, x2, #8
;;       sub r11, [r14+0x28]                                |   ldr x17, [x28, #0x28]
;;       cmp r11, [r14+0x68]                                |   sub x16, x16, x17
;;       jnb L3                                             |   ldr x17, [x28, #0x68]
;;       add r11, [r14+0x30]                                |   cmp x16, x17
;;     L2:                                                  |   b.hs L3
;;       mov [r11], r8w  ; out of bounds                    |   ldr x17, [x28, #0x30]
;;       jmp L0                                             |   add x16, x16, x17
;;     L3:                                                  | L2:
;;       add r11, [r14+0x28]                                |   strh w3, [x16]  ; out of bounds
;;       sub rsp, 0x8                                       |   b L0
;;       push r11                                           | L3:
;;       mov r11, [r14+0x98]                                |   ldr x17, [x28, #0x28]
;;       call [r11+0x30]                                    |   add x16, x16, x17
;;       test r11, r11                                      |   ldr x17, [x28, #0x98]
;;       jnz L2                                             |   ldr x17, [x17, #0x30]
;;       ud2  ; out of bounds                               |   blr x17
;;                                                          |   cbnz x16, L2
;;                                                          |   udf #0  ; out of bounds
;;
;; $i64.store32
;;     x86-64: 18 instructions, 69 bytes                    | AArch64: 21 instructions, 84 bytes
;;   local.get 0
;;   local.get 1
;;   i64.store32 offset=8
;;       cmp rdi, r10                                       |   add x0, x27, x2
;;       jnb L1                                             |   cmp x2, x26
;;       mov [r15+rdi+0x8], r8d  ; out of bounds            |   b.hs L1
;;                                                          |   str w3, [x0, #8]  ; out of bounds
;;   end
;;     L0:                                                  | L0:
;;   out of line: i64.store32 offset=8
;;     L1:                                                  | L1:
;;       lea r11, [rdi+0x8]                                 |   add x16, x2, #8
;;       sub r11, [r14+0x28]                                |   ldr x17, [x28, #0x28]
;;       cmp r11, [r14+0x70]                                |   sub x16, x16, x17
;;       jnb L3                                             |   ldr x17, [x28, #0x70]
;;       add r11, [r14+0x30]                                |   cmp x16, x17
;;     L2:                                                  |   b.hs L3
;;       mov [r11], r8d  ; out of bounds                    |   ldr x17, [x28, #0x30]
;;       jmp L0                                             |   add x16, x16, x17
;;     L3:                                                  | L2:
;;       add r11, [r14+0x28]                                |   str w3, [x16]  ; out of bounds
;;       sub rsp, 0x8                                       |   b L0
;;       push r11                                           | L3:
;;       mov r11, [r14+0x98]                                |   ldr x17, [x28, #0x28]
;;       call [r11+0x38]                                    |   add x16, x16, x17
;;       test r11, r11                                      |   ldr x17, [x28, #0x98]
;;       jnz L2                                             |   ldr x17, [x17, #0x38]
;;       ud2  ; out of bounds                               |   blr x17
;;                                                          |   cbnz x16, L2
;;                                                          |   udf #0  ; out of bounds
;;
;; $f32.store
;;     x86-64: 18 instructions, 73 bytes                    | AArch64: 21 instructions, 84 bytes
;;   local.get 0
;;   local.get 1
;;   f32.store offset=8
;;       cmp rdi, r10                                       |   add x0, x27, x2
;;       jnb L1                                             |   cmp x2, x26
;;       vmovss [r15+rdi+0x8], xmm6  ; out of bounds        |   b.hs L1
;;                                                          |   str s2, [x0, #8]  ; out of bounds
;;   end
;;     L0:                                                  | L0:
;;   out of line: f32.store offset=8
;;     L1:                                                  | L1:
;;       lea r11, [rdi+0x8]                                 |   add x16, x2, #8
;;       sub r11, [r14+0x28]                                |   ldr x17, [x28, #0x28]
;;       cmp r11, [r14+0x70]                                |   sub x16, x16, x17
;;       jnb L3                                             |   ldr x17, [x28, #0x70]
;;       add r11, [r14+0x30]                                |   cmp x16, x17
;;     L2:                                                  |   b.hs L3
;;       vmovss [r11], xmm6  ; out of bounds                |   ldr x17, [x28, #0x30]
;;       jmp L0                                             |   add x16, x16, x17
;;     L3:                                                  | L2:
;;       add r11, [r14+0x28]                                |   str s2, [x16]  ; out of bounds
;;       sub rsp, 0x8                                       |   b L0
;;       push r11                                           | L3:
;;       mov r11, [r14+0x98]                                |   ldr x17, [x28, #0x28]
;;       call [r11+0x38]                                    |   add x16, x16, x17
;;       test r11, r11                                      |   ldr x17, [x28, #0x98]
;;       jnz L2                                             |   ldr x17, [x17, #0x38]
;;       ud2  ; out of bounds                               |   blr x17
;;                                                          |   cbnz x16, L2
;;                                                          |   udf #0  ; out of bounds
;;
;; $f64.store
;;     x86-64: 18 instructions, 73 bytes                    | AArch64: 21 instructions, 84 bytes
;;   local.get 0
;;   local.get 1
;;   f64.store offset=8
;;       cmp rdi, r10                                       |   add x0, x27, x2
;;       jnb L1                                             |   cmp x2, x26
;;       vmovsd [r15+rdi+0x8], xmm6  ; out of bounds        |   b.hs L1
;;                                                          |   str d2, [x0, #8]  ; out of bounds
;;   end
;;     L0:                                                  | L0:
;;   out of line: f64.store offset=8
;;     L1:                                                  | L1:
;;       lea r11, [rdi+0x8]                                 |   add x16, x2, #8
;;       sub r11, [r14+0x28]                                |   ldr x17, [x28, #0x28]
;;       cmp r11, [r14+0x78]                                |   sub x16, x16, x17
;;       jnb L3                                             |   ldr x17, [x28, #0x78]
;;       add r11, [r14+0x30]                                |   cmp x16, x17
;;     L2:                                                  |   b.hs L3
;;       vmovsd [r11], xmm6  ; out of bounds                |   ldr x17, [x28, #0x30]
;;       jmp L0                                             |   add x16, x16, x17
;;     L3:                                                  | L2:
;;       add r11, [r14+0x28]                                |   str d2, [x16]  ; out of bounds
;;       sub rsp, 0x8                                       |   b L0
;;       push r11                                           | L3:
;;       mov r11, [r14+0x98]                                |   ldr x17, [x28, #0x28]
;;       call [r11+0x40]                                    |   add x16, x16, x17
;;       test r11, r11                                      |   ldr x17, [x28, #0x98]
;;       jnz L2                                             |   ldr x17, [x17, #0x40]
;;       ud2  ; out of bounds                               |   blr x17
;;                                                          |   cbnz x16, L2
;;                                                          |   udf #0  ; out of bounds
