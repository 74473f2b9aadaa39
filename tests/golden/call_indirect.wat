;; The checks of an indirect call: index, null, type; out of line, another instance.
(module
  (type $i32 (func (param i32) (result i32)))
  (table $t 4 funcref)
  (table $u 8 funcref)
  (memory 1)
  (func $one (param i32 i32) (result i32)
    (call_indirect $t (type $i32) (local.get 0) (local.get 1)))
  (func $none (param i32) (call_indirect $t (local.get 0)))
  (func $constant_index (param i32) (result i32)
    (call_indirect $t (type $i32) (local.get 0) (i32.const 2)))
  (func $second_table (param i32 i32) (result i32)
    (call_indirect $u (type $i32) (local.get 0) (local.get 1)))
  (func $floats (param f64 f64 i32) (result f64)
    (call_indirect $t (param f64 f64) (result f64) (local.get 0) (local.get 1) (local.get 2)))
  (func $loaded_index (param i32 i32) (result i32)
    (call_indirect $t (type $i32) (local.get 0) (i32.load (local.get 1)))))
;; $one
;;     x86-64: 23 instructions, 94 bytes                    | AArch64: 27 instructions, 108 bytes
;;       mov [rbp-0x8], r14                                 |   stp x28, x2, [x29, #0x10]
;;       mov [rbp-0x10], edi                                |   str x3, [x29, #0x20]
;;       mov [rbp-0x18], r8d                                |
;;   local.get 0
;;   local.get 1
;;   call_indirect (type 0)
;;       mov ecx, [rbp-0x18]                                |   ldr w0, [x29, #0x20]
;;       cmp rcx, [r14+0xf0]                                |   ldr x17, [x28, #0xf0]
;;       jnb L2                                             |   cmp x0, x17
;;       mov rax, [r14+0xe8]                                |   b.hs L2
;;       mov rax, [rax+rcx*8]                               |   ldr x8, [x28, #0xe8]
;;       mov r11d, [r14+0xd0]                               |   ldr x8, [x8, x0, lsl #3]
;;       cmp [rax+0x18], r11d  ; uninitialized element      |   ldr w16, [x28, #0xd0]
;;       jnz L3                                             |   ldr w17, [x8, #0x18]  ; uninitialized element
;;       mov edi, [rbp-0x10]                                |   cmp w17, w16
;;       cmp r14, [rax+0x10]                                |   b.ne L3
;;       jnz L1                                             |   ldr w2, [x29, #0x18]
;;       call [rax+0x8]                                     |   ldr x17, [x8, #0x10]
;;                                                          |   cmp x28, x17
;;                                                          |   b.ne L1
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
;; $none
;;     x86-64: 21 instructions, 87 bytes                    | AArch64: 25 instructions, 100 bytes
;;       mov [rbp-0x8], r14                                 |   stp x28, x2, [x29, #0x10]
;;       mov [rbp-0x10], edi                                |
;;   local.get 0
;;   call_indirect (type 3)
;;       mov ecx, [rbp-0x10]                                |   ldr w0, [x29, #0x18]
;;       cmp rcx, [r14+0xf0]                                |   ldr x17, [x28, #0xf0]
;;       jnb L2                                             |   cmp x0, x17
;;       mov rax, [r14+0xe8]                                |   b.hs L2
;;       mov rax, [rax+rcx*8]                               |   ldr x8, [x28, #0xe8]
;;       mov r11d, [r14+0xdc]                               |   ldr x8, [x8, x0, lsl #3]
;;       cmp [rax+0x18], r11d  ; uninitialized element      |   ldr w16, [x28, #0xdc]
;;       jnz L3                                             |   ldr w17, [x8, #0x18]  ; uninitialized element
;;       cmp r14, [rax+0x10]                                |   cmp w17, w16
;;       jnz L1                                             |   b.ne L3
;;       call [rax+0x8]                                     |   ldr x17, [x8, #0x10]
;;                                                          |   cmp x28, x17
;;                                                          |   b.ne L1
;;                                                          |   ldr x17, [x8, #8]
;;                                                          |   blr x17
;;   end
;;     L0:                                                  | L0:
;;   out of line: call_indirect (type 3)
;;     L1:                                                  | L1:
;;       mov r11, r14                                       |   mov x16, x28
;;       mov r14, [rax+0x10]                                |   ldr x17, [x8]
;;       call [rax]                                         |   ldr x28, [x8, #0x10]
;;       mov r14, [rbp-0x8]                                 |   blr x17
;;       mov r15, [r14+0x8]                                 |   ldr x28, [x29, #0x10]
;;       jmp L0                                             |   ldr x27, [x28, #8]
;;                                                          |   b L0
;;   out of line: call_indirect (type 3)
;;     L2:                                                  | L2:
;;       ud2  ; undefined element                           |   udf #0  ; undefined element
;;   out of line: call_indirect (type 3)
;;     L3:                                                  | L3:
;;       ud2  ; indirect call type mismatch                 |   udf #0  ; indirect call type mismatch
;;
;; $constant_index
;;     x86-64: 22 instructions, 92 bytes                    | AArch64: 26 instructions, 104 bytes
;;       mov [rbp-0x8], r14                                 |   stp x28, x2, [x29, #0x10]
;;       mov [rbp-0x10], edi                                |
;;   local.get 0
;;   i32.const 2
;;   call_indirect (type 0)
;;       mov ecx, 0x2                                       |   movz w0, #0x2
;;       cmp rcx, [r14+0xf0]                                |   ldr x17, [x28, #0xf0]
;;       jnb L2                                             |   cmp x0, x17
;;       mov rax, [r14+0xe8]                                |   b.hs L2
;;       mov rax, [rax+rcx*8]                               |   ldr x8, [x28, #0xe8]
;;       mov r11d, [r14+0xd0]                               |   ldr x8, [x8, x0, lsl #3]
;;       cmp [rax+0x18], r11d  ; uninitialized element      |   ldr w16, [x28, #0xd0]
;;       jnz L3                                             |   ldr w17, [x8, #0x18]  ; uninitialized element
;;       mov edi, [rbp-0x10]                                |   cmp w17, w16
;;       cmp r14, [rax+0x10]                                |   b.ne L3
;;       jnz L1                                             |   ldr w2, [x29, #0x18]
;;       call [rax+0x8]                                     |   ldr x17, [x8, #0x10]
;;                                                          |   cmp x28, x17
;;                                                          |   b.ne L1
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
;; $second_table
;;     x86-64: 23 instructions, 94 bytes                    | AArch64: 27 instructions, 108 bytes
;;       mov [rbp-0x8], r14                                 |   stp x28, x2, [x29, #0x10]
;;       mov [rbp-0x10], edi                                |   str x3, [x29, #0x20]
;;       mov [rbp-0x18], r8d                                |
;;   local.get 0
;;   local.get 1
;;   call_indirect 1 (type 0)
;;       mov ecx, [rbp-0x18]                                |   ldr w0, [x29, #0x20]
;;       cmp rcx, [r14+0x100]                               |   ldr x17, [x28, #0x100]
;;       jnb L2                                             |   cmp x0, x17
;;       mov rax, [r14+0xf8]                                |   b.hs L2
;;       mov rax, [rax+rcx*8]                               |   ldr x8, [x28, #0xf8]
;;       mov r11d, [r14+0xd0]                               |   ldr x8, [x8, x0, lsl #3]
;;       cmp [rax+0x18], r11d  ; uninitialized element      |   ldr w16, [x28, #0xd0]
;;       jnz L3                                             |   ldr w17, [x8, #0x18]  ; uninitialized element
;;       mov edi, [rbp-0x10]                                |   cmp w17, w16
;;       cmp r14, [rax+0x10]                                |   b.ne L3
;;       jnz L1                                             |   ldr w2, [x29, #0x18]
;;       call [rax+0x8]                                     |   ldr x17, [x8, #0x10]
;;                                                          |   cmp x28, x17
;;                                                          |   b.ne L1
;;                                                          |   ldr x17, [x8, #8]
;;                                                          |   blr x17
;;   end
;;     L0:                                                  | L0:
;;   out of line: call_indirect 1 (type 0)
;;     L1:                                                  | L1:
;;       mov r11, r14                                       |   mov x16, x28
;;       mov r14, [rax+0x10]                                |   ldr x17, [x8]
;;       call [rax]                                         |   ldr x28, [x8, #0x10]
;;       mov r14, [rbp-0x8]                                 |   blr x17
;;       mov r15, [r14+0x8]                                 |   ldr x28, [x29, #0x10]
;;       jmp L0                                             |   ldr x27, [x28, #8]
;;                                                          |   b L0
;;   out of line: call_indirect 1 (type 0)
;;     L2:                                                  | L2:
;;       ud2  ; undefined element                           |   udf #0  ; undefined element
;;   out of line: call_indirect 1 (type 0)
;;     L3:                                                  | L3:
;;       ud2  ; indirect call type mismatch                 |   udf #0  ; indirect call type mismatch
;;
;; $floats
;;     x86-64: 25 instructions, 107 bytes                   | AArch64: 28 instructions, 112 bytes
;;       mov [rbp-0x8], r14                                 |   str x28, [x29, #0x10]
;;       vmovsd [rbp-0x10], xmm6                            |   stp d2, d3, [x29, #0x18]
;;       vmovsd [rbp-0x18], xmm7                            |   str x2, [x29, #0x28]
;;       mov [rbp-0x20], edi                                |
;;   local.get 0
;;   local.get 1
;;   local.get 2
;;   call_indirect (type 5)
;;       mov ecx, [rbp-0x20]                                |   ldr w0, [x29, #0x28]
;;       cmp rcx, [r14+0xf0]                                |   ldr x17, [x28, #0xf0]
;;       jnb L2                                             |   cmp x0, x17
;;       mov rax, [r14+0xe8]                                |   b.hs L2
;;       mov rax, [rax+rcx*8]                               |   ldr x8, [x28, #0xe8]
;;       mov r11d, [r14+0xe4]                               |   ldr x8, [x8, x0, lsl #3]
;;       cmp [rax+0x18], r11d  ; uninitialized element      |   ldr w16, [x28, #0xe4]
;;       jnz L3                                             |   ldr w17, [x8, #0x18]  ; uninitialized element
;;       vmovsd xmm6, qword ptr [rbp-0x10]                  |   cmp w17, w16
;;       vmovsd xmm7, qword ptr [rbp-0x18]                  |   b.ne L3
;;       cmp r14, [rax+0x10]                                |   ldp d2, d3, [x29, #0x18]
;;       jnz L1                                             |   ldr x17, [x8, #0x10]
;;       call [rax+0x8]                                     |   cmp x28, x17
;;                                                          |   b.ne L1
;;                                                          |   ldr x17, [x8, #8]
;;                                                          |   blr x17
;;   end
;;     L0:                                                  | L0:
;;   out of line: call_indirect (type 5)
;;     L1:                                                  | L1:
;;       mov r11, r14                                       |   mov x16, x28
;;       mov r14, [rax+0x10]                                |   ldr x17, [x8]
;;       call [rax]                                         |   ldr x28, [x8, #0x10]
;;       mov r14, [rbp-0x8]                                 |   blr x17
;;       mov r15, [r14+0x8]                                 |   ldr x28, [x29, #0x10]
;;       jmp L0                                             |   ldr x27, [x28, #8]
;;                                                          |   b L0
;;   out of line: call_indirect (type 5)
;;     L2:                                                  | L2:
;;       ud2  ; undefined element                           |   udf #0  ; undefined element
;;   out of line: call_indirect (type 5)
;;     L3:                                                  | L3:
;;       ud2  ; indirect call type mismatch                 |   udf #0  ; indirect call type mismatch
;;
;; $loaded_index
;;     x86-64: 25 instructions, 100 bytes                   | AArch64: 28 instructions, 112 bytes
;;       mov [rbp-0x8], r14                                 |   stp x28, x2, [x29, #0x10]
;;       mov [rbp-0x10], edi                                |   str x3, [x29, #0x20]
;;       mov [rbp-0x18], r8d                                |
;;   local.get 0
;;   local.get 1
;;   i32.load
;;       mov eax, [rbp-0x18]                                |   ldr w0, [x29, #0x20]
;;       mov eax, [r15+rax]  ; out of bounds                |   ldr w0, [x27, w0, uxtw]  ; out of bounds
;;   call_indirect (type 0)
;;       mov ecx, eax                                       |   ldr x17, [x28, #0xf0]
;;       cmp rcx, [r14+0xf0]                                |   cmp x0, x17
;;       jnb L2                                             |   b.hs L2
;;       mov rax, [r14+0xe8]                                |   ldr x8, [x28, #0xe8]
;;       mov rax, [rax+rcx*8]                               |   ldr x8, [x8, x0, lsl #3]
;;       mov r11d, [r14+0xd0]                               |   ldr w16, [x28, #0xd0]
;;       cmp [rax+0x18], r11d  ; uninitialized element      |   ldr w17, [x8, #0x18]  ; uninitialized element
;;       jnz L3                                             |   cmp w17, w16
;;       mov edi, [rbp-0x10]                                |   b.ne L3
;;       cmp r14, [rax+0x10]                                |   ldr w2, [x29, #0x18]
;;       jnz L1                                             |   ldr x17, [x8, #0x10]
;;       call [rax+0x8]                                     |   cmp x28, x17
;;                                                          |   b.ne L1
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
