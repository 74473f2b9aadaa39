;; What every function begins and ends with. Elsewhere in this directory it is left out:
;; the entry up to the stack check, its trap, and the last return.
;; show: frame
(module
  (func $imported (import "env" "f"))
  (memory 1)
  ;; Reached only by calls inside the module.
  (func $leaf)
  ;; The first instructions are for callers from elsewhere; calls inside the module skip them.
  (func $exported (export "exported"))
  (func $param (param i32) (result i32) (local.get 0))
  ;; One use is not worth a home that calls preserve.
  (func $local_in_frame (param i32) (result i32)
    (call $leaf)
    (local.get 0))
  (func $preserved_home (param i32) (result i32)
    (call $leaf)
    (local.set 0 (i32.add (local.get 0) (i32.const 1)))
    (call $leaf)
    (local.get 0))
  (func $leaves_instance (call $imported))
  (func $stack_arguments (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32)
    (local.get 9))
  (func $buffered_results (result i32 i32 i32)
    (i32.const 1)
    (i32.const 2)
    (i32.const 3))
  ;; Only a local that may be read before it is set starts as zero.
  (func $read_before_set (param i32) (result i32) (local i32 i32)
    (if (local.get 0) (then (local.set 1 (i32.const 1))))
    (local.set 2 (local.get 1))
    (i32.add (local.get 1) (local.get 2)))
  ;; Nobody reads them.
  (func $unread_locals (local i64 i64 i64))
  ;; Locals without a home that may be read before they are set.
  (func $zeroed_locals (result i64) (local i64 i64 i64)
    (call $leaf)
    (i64.add (i64.add (local.get 0) (local.get 1)) (local.get 2)))
  ;; More of them.
  (func $many_zeroed_locals (result i64) (local i64 i64 i64 i64 i64 i64 i64 i64 i64 i64)
    (local i64 i64 i64 i64 i64 i64 i64 i64 i64 i64)
    (call $leaf)
    (local.get 0)
    (local.get 1) (i64.add) (local.get 2) (i64.add) (local.get 3) (i64.add) (local.get 4) (i64.add)
    (local.get 5) (i64.add) (local.get 6) (i64.add) (local.get 7) (i64.add) (local.get 8) (i64.add)
    (local.get 9) (i64.add) (local.get 10) (i64.add) (local.get 11) (i64.add) (local.get 12)
    (i64.add)
    (local.get 13) (i64.add) (local.get 14) (i64.add) (local.get 15) (i64.add) (local.get 16)
    (i64.add)
    (local.get 17) (i64.add) (local.get 18) (i64.add) (local.get 19) (i64.add)))
;; $leaf
;;     x86-64: 8 instructions, 20 bytes                     | AArch64: 9 instructions, 36 bytes
;;       push rbp                                           |   stp x29, x30, [sp, #-0x20]!
;;       mov rbp, rsp                                       |   mov x29, sp
;;       cmp rsp, [r14]                                     |   ldr x17, [x28]
;;       jb L0                                              |   cmp sp, x17
;;                                                          |   b.lo L0
;;   end
;;       pop rbp                                            |   ldp x29, x30, [sp], #0x20
;;       ret                                                |   ret
;;   out of line: (prologue)
;;     L0:                                                  | L0:
;;       mov rsp, rbp                                       |   mov sp, x29
;;       ud2  ; call stack exhausted                        |   udf #0  ; call stack exhausted
;;
;; $exported
;;     x86-64: 17 instructions, 57 bytes                    | AArch64: 19 instructions, 76 bytes
;;       endbr64                                            |   bti c
;;       mov rax, [r11+0xc0]                                |   ldr x17, [x16, #0xc0]
;;       mov [r14+0xc0], rax                                |   str x17, [x28, #0xc0]
;;     L0:                                                  | L0:
;;       mov rax, [r11]                                     |   ldr x17, [x16]
;;       mov [r14], rax                                     |   str x17, [x28]
;;       cmp rax, [r11]                                     |   ldr x9, [x16]
;;       jnz L0                                             |   cmp x17, x9
;;       mov r15, [r14+0x8]                                 |   b.ne L0
;;       endbr64                                            |   ldr x27, [x28, #8]
;;       push rbp                                           |   bti c
;;       mov rbp, rsp                                       |   stp x29, x30, [sp, #-0x20]!
;;       cmp rsp, [r14]                                     |   mov x29, sp
;;       jb L1                                              |   ldr x17, [x28]
;;                                                          |   cmp sp, x17
;;                                                          |   b.lo L1
;;   end
;;       pop rbp                                            |   ldp x29, x30, [sp], #0x20
;;       ret                                                |   ret
;;   out of line: (prologue)
;;     L1:                                                  | L1:
;;       mov rsp, rbp                                       |   mov sp, x29
;;       ud2  ; call stack exhausted                        |   udf #0  ; call stack exhausted
;;
;; $param
;;     x86-64: 9 instructions, 22 bytes                     | AArch64: 10 instructions, 40 bytes
;;       push rbp                                           |   stp x29, x30, [sp, #-0x20]!
;;       mov rbp, rsp                                       |   mov x29, sp
;;       cmp rsp, [r14]                                     |   ldr x17, [x28]
;;       jb L0                                              |   cmp sp, x17
;;                                                          |   b.lo L0
;;   local.get 0
;;   end
;;       mov eax, edi                                       |   mov w0, w2
;;       pop rbp                                            |   ldp x29, x30, [sp], #0x20
;;       ret                                                |   ret
;;   out of line: (prologue)
;;     L0:                                                  | L0:
;;       mov rsp, rbp                                       |   mov sp, x29
;;       ud2  ; call stack exhausted                        |   udf #0  ; call stack exhausted
;;
;; $local_in_frame
;;     x86-64: 12 instructions, 35 bytes                    | AArch64: 12 instructions, 48 bytes
;;       push rbp                                           |   stp x29, x30, [sp, #-0x40]!
;;       mov rbp, rsp                                       |   mov x29, sp
;;       sub rsp, 0x10                                      |   ldr x17, [x28]
;;       cmp rsp, [r14]                                     |   cmp sp, x17
;;       jb L0                                              |   b.lo L0
;;       mov [rbp-0x8], edi                                 |   str x2, [x29, #0x10]
;;   call $leaf
;;       call $leaf                                         |   bl $leaf
;;   local.get 0
;;   end
;;       mov eax, [rbp-0x8]                                 |   ldr w0, [x29, #0x10]
;;       leave                                              |   ldp x29, x30, [sp], #0x40
;;       ret                                                |   ret
;;   out of line: (prologue)
;;     L0:                                                  | L0:
;;       mov rsp, rbp                                       |   mov sp, x29
;;       ud2  ; call stack exhausted                        |   udf #0  ; call stack exhausted
;;
;; $preserved_home
;;     x86-64: 16 instructions, 49 bytes                    | AArch64: 16 instructions, 64 bytes
;;       push rbp                                           |   stp x29, x30, [sp, #-0x40]!
;;       mov rbp, rsp                                       |   mov x29, sp
;;       sub rsp, 0x10                                      |   ldr x17, [x28]
;;       cmp rsp, [r14]                                     |   cmp sp, x17
;;       jb L0                                              |   b.lo L0
;;       mov [rbp-0x8], rbx                                 |   str x19, [x29, #0x10]
;;       mov ebx, edi                                       |   mov w19, w2
;;   call $leaf
;;       call $leaf                                         |   bl $leaf
;;   local.get 0
;;   i32.const 1
;;   i32.add
;;       add ebx, 0x1                                       |   add w19, w19, #1
;;   local.set 0
;;   call $leaf
;;       call $leaf                                         |   bl $leaf
;;   local.get 0
;;   end
;;       mov eax, ebx                                       |   mov w0, w19
;;       mov rbx, [rbp-0x8]                                 |   ldr x19, [x29, #0x10]
;;       leave                                              |   ldp x29, x30, [sp], #0x40
;;       ret                                                |   ret
;;   out of line: (prologue)
;;     L0:                                                  | L0:
;;       mov rsp, rbp                                       |   mov sp, x29
;;       ud2  ; call stack exhausted                        |   udf #0  ; call stack exhausted
;;
;; $leaves_instance
;;     x86-64: 17 instructions, 65 bytes                    | AArch64: 18 instructions, 72 bytes
;;       push rbp                                           |   stp x29, x30, [sp, #-0x40]!
;;       mov rbp, rsp                                       |   mov x29, sp
;;       sub rsp, 0x10                                      |   ldr x17, [x28]
;;       cmp rsp, [r14]                                     |   cmp sp, x17
;;       jb L0                                              |   b.lo L1
;;       mov [rbp-0x8], r14                                 |   str x28, [x29, #0x10]
;;   call $env.f
;;       mov r11, [r14+0xc0]                                |   ldr x17, [x28, #0xc0]
;;       mov [r11+0x20], rbp                                |   adr x16, L0
;;       mov [r11+0x28], rsp                                |   stp x29, x16, [x17, #0x20]
;;       mov rdi, [r14+0xf8]                                |   ldr x0, [x28, #0xf8]
;;       call [r14+0xf0]                                    |   ldr x17, [x28, #0xf0]
;;       mov r14, [rbp-0x8]                                 |   blr x17
;;       mov r15, [r14+0x8]                                 | L0:
;;                                                          |   ldr x28, [x29, #0x10]
;;                                                          |   ldr x27, [x28, #8]
;;   end
;;       leave                                              |   ldp x29, x30, [sp], #0x40
;;       ret                                                |   ret
;;   out of line: (prologue)
;;     L0:                                                  | L1:
;;       mov rsp, rbp                                       |   mov sp, x29
;;       ud2  ; call stack exhausted                        |   udf #0  ; call stack exhausted
;;
;; $stack_arguments
;;     x86-64: 17 instructions, 51 bytes                    | AArch64: 15 instructions, 60 bytes
;;       push rbp                                           |   stp x29, x30, [sp, #-0x60]!
;;       mov rbp, rsp                                       |   mov x29, sp
;;       sub rsp, 0x30                                      |   ldr x17, [x28]
;;       cmp rsp, [r14]                                     |   cmp sp, x17
;;       jb L0                                              |   b.lo L0
;;       mov [rbp-0x8], edi                                 |   stp x2, x3, [x29, #0x10]
;;       mov [rbp-0x10], r8d                                |   stp x4, x5, [x29, #0x20]
;;       mov [rbp-0x18], r9d                                |   stp x6, x7, [x29, #0x30]
;;       mov [rbp-0x20], esi                                |   stp x0, x1, [x29, #0x40]
;;       mov [rbp-0x28], edx                                |   ldr w2, [x29, #0x68]
;;       mov [rbp-0x30], ecx                                |
;;       mov edi, [rbp+0x28]                                |
;;   local.get 9
;;   end
;;       mov eax, edi                                       |   mov w0, w2
;;       leave                                              |   ldp x29, x30, [sp], #0x70
;;       ret 0x20                                           |   ret
;;   out of line: (prologue)
;;     L0:                                                  | L0:
;;       mov rsp, rbp                                       |   mov sp, x29
;;       ud2  ; call stack exhausted                        |   udf #0  ; call stack exhausted
;;
;; $buffered_results
;;     x86-64: 13 instructions, 50 bytes                    | AArch64: 14 instructions, 56 bytes
;;       push rbp                                           |   stp x29, x30, [sp, #-0x20]!
;;       mov rbp, rsp                                       |   mov x29, sp
;;       cmp rsp, [r14]                                     |   ldr x17, [x28]
;;       jb L0                                              |   cmp sp, x17
;;                                                          |   b.lo L0
;;   i32.const 1
;;   i32.const 2
;;   i32.const 3
;;   end
;;       mov r11d, 0x3                                      |   movz w16, #0x3
;;       mov [r14+0x100], r11d                              |   str w16, [x28, #0x100]
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       mov edx, 0x2                                       |   movz w1, #0x2
;;       lea r11, [r14+0x100]                               |   add x16, x28, #0x100
;;       pop rbp                                            |   ldp x29, x30, [sp], #0x20
;;       ret                                                |   ret
;;   out of line: (prologue)
;;     L0:                                                  | L0:
;;       mov rsp, rbp                                       |   mov sp, x29
;;       ud2  ; call stack exhausted                        |   udf #0  ; call stack exhausted
;;
;; $read_before_set
;;     x86-64: 14 instructions, 44 bytes                    | AArch64: 14 instructions, 56 bytes
;;       push rbp                                           |   stp x29, x30, [sp, #-0x20]!
;;       mov rbp, rsp                                       |   mov x29, sp
;;       cmp rsp, [r14]                                     |   ldr x17, [x28]
;;       jb L1                                              |   cmp sp, x17
;;       xor r8d, r8d                                       |   b.lo L1
;;                                                          |   movz w3, #0
;;   local.get 0
;;   if
;;       test edi, edi                                      |   cbz w2, L0
;;       jz L0                                              |
;;   i32.const 1
;;   local.set 1
;;       mov r8d, 0x1                                       |   movz w3, #0x1
;;   end
;;     L0:                                                  | L0:
;;   local.get 1
;;   local.set 2
;;       mov r9d, r8d                                       |   mov w4, w3
;;   local.get 1
;;   local.get 2
;;   i32.add
;;   end
;;       lea eax, [r8+r9]                                   |   add w0, w3, w4
;;       pop rbp                                            |   ldp x29, x30, [sp], #0x20
;;       ret                                                |   ret
;;   out of line: (prologue)
;;     L1:                                                  | L1:
;;       mov rsp, rbp                                       |   mov sp, x29
;;       ud2  ; call stack exhausted                        |   udf #0  ; call stack exhausted
;;
;; $unread_locals
;;     x86-64: 9 instructions, 24 bytes                     | AArch64: 9 instructions, 36 bytes
;;       push rbp                                           |   stp x29, x30, [sp, #-0x40]!
;;       mov rbp, rsp                                       |   mov x29, sp
;;       sub rsp, 0x20                                      |   ldr x17, [x28]
;;       cmp rsp, [r14]                                     |   cmp sp, x17
;;       jb L0                                              |   b.lo L0
;;   end
;;       leave                                              |   ldp x29, x30, [sp], #0x40
;;       ret                                                |   ret
;;   out of line: (prologue)
;;     L0:                                                  | L0:
;;       mov rsp, rbp                                       |   mov sp, x29
;;       ud2  ; call stack exhausted                        |   udf #0  ; call stack exhausted
;;
;; $zeroed_locals
;;     x86-64: 18 instructions, 71 bytes                    | AArch64: 16 instructions, 64 bytes
;;       push rbp                                           |   stp x29, x30, [sp, #-0x50]!
;;       mov rbp, rsp                                       |   mov x29, sp
;;       sub rsp, 0x20                                      |   ldr x17, [x28]
;;       cmp rsp, [r14]                                     |   cmp sp, x17
;;       jb L0                                              |   b.lo L0
;;       mov qword ptr [rbp-0x18], 0x0                      |   stp xzr, xzr, [x29, #0x10]
;;       mov qword ptr [rbp-0x10], 0x0                      |   str xzr, [x29, #0x20]
;;       mov qword ptr [rbp-0x8], 0x0                       |
;;   call $leaf
;;       call $leaf                                         |   bl $leaf
;;   local.get 0
;;   local.get 1
;;   i64.add
;;       mov rax, [rbp-0x8]                                 |   ldp x0, x1, [x29, #0x10]
;;       mov rcx, [rbp-0x10]                                |   add x0, x0, x1
;;       add rax, rcx                                       |
;;   local.get 2
;;   i64.add
;;       mov rdx, [rbp-0x18]                                |   ldr x2, [x29, #0x20]
;;       add rax, rdx                                       |   add x0, x0, x2
;;   end
;;       leave                                              |   ldp x29, x30, [sp], #0x50
;;       ret                                                |   ret
;;   out of line: (prologue)
;;     L0:                                                  | L0:
;;       mov rsp, rbp                                       |   mov sp, x29
;;       ud2  ; call stack exhausted                        |   udf #0  ; call stack exhausted
;;
;; $many_zeroed_locals
;;     x86-64: 55 instructions, 211 bytes                   | AArch64: 53 instructions, 212 bytes
;;       push rbp                                           |   stp x29, x30, [sp, #-0xd0]!
;;       mov rbp, rsp                                       |   mov x29, sp
;;       sub rsp, 0xa0                                      |   ldr x17, [x28]
;;       cmp rsp, [r14]                                     |   cmp sp, x17
;;       jb L1                                              |   b.lo L1
;;       lea rax, [rbp-0xa0]                                |   add x16, x29, #0x10
;;       mov r11d, 0x14                                     |   movz w17, #0xa
;;     L0:                                                  | L0:
;;       mov qword ptr [rax], 0x0                           |   stp xzr, xzr, [x16], #0x10
;;       add rax, 0x8                                       |   sub x17, x17, #1
;;       sub r11d, 0x1                                      |   cbnz x17, L0
;;       jnz L0                                             |
;;   call $leaf
;;       call $leaf                                         |   bl $leaf
;;   local.get 0
;;   local.get 1
;;   i64.add
;;       mov rax, [rbp-0x8]                                 |   ldp x0, x1, [x29, #0x10]
;;       mov rcx, [rbp-0x10]                                |   add x0, x0, x1
;;       add rax, rcx                                       |
;;   local.get 2
;;   i64.add
;;       mov rdx, [rbp-0x18]                                |   ldr x2, [x29, #0x20]
;;       add rax, rdx                                       |   add x0, x0, x2
;;   local.get 3
;;   i64.add
;;       mov rsi, [rbp-0x20]                                |   ldr x3, [x29, #0x28]
;;       add rax, rsi                                       |   add x0, x0, x3
;;   local.get 4
;;   i64.add
;;       mov rdi, [rbp-0x28]                                |   ldr x4, [x29, #0x30]
;;       add rax, rdi                                       |   add x0, x0, x4
;;   local.get 5
;;   i64.add
;;       mov r8, [rbp-0x30]                                 |   ldr x5, [x29, #0x38]
;;       add rax, r8                                        |   add x0, x0, x5
;;   local.get 6
;;   i64.add
;;       mov r9, [rbp-0x38]                                 |   ldr x6, [x29, #0x40]
;;       add rax, r9                                        |   add x0, x0, x6
;;   local.get 7
;;   i64.add
;;       mov r10, [rbp-0x40]                                |   ldr x7, [x29, #0x48]
;;       add rax, r10                                       |   add x0, x0, x7
;;   local.get 8
;;   i64.add
;;       mov rcx, [rbp-0x48]                                |   ldr x8, [x29, #0x50]
;;       add rax, rcx                                       |   add x0, x0, x8
;;   local.get 9
;;   i64.add
;;       mov rcx, [rbp-0x50]                                |   ldr x9, [x29, #0x58]
;;       add rax, rcx                                       |   add x0, x0, x9
;;   local.get 10
;;   i64.add
;;       mov rcx, [rbp-0x58]                                |   ldr x10, [x29, #0x60]
;;       add rax, rcx                                       |   add x0, x0, x10
;;   local.get 11
;;   i64.add
;;       mov rcx, [rbp-0x60]                                |   ldr x11, [x29, #0x68]
;;       add rax, rcx                                       |   add x0, x0, x11
;;   local.get 12
;;   i64.add
;;       mov rcx, [rbp-0x68]                                |   ldr x12, [x29, #0x70]
;;       add rax, rcx                                       |   add x0, x0, x12
;;   local.get 13
;;   i64.add
;;       mov rcx, [rbp-0x70]                                |   ldr x13, [x29, #0x78]
;;       add rax, rcx                                       |   add x0, x0, x13
;;   local.get 14
;;   i64.add
;;       mov rcx, [rbp-0x78]                                |   ldr x14, [x29, #0x80]
;;       add rax, rcx                                       |   add x0, x0, x14
;;   local.get 15
;;   i64.add
;;       mov rcx, [rbp-0x80]                                |   ldr x15, [x29, #0x88]
;;       add rax, rcx                                       |   add x0, x0, x15
;;   local.get 16
;;   i64.add
;;       mov rcx, [rbp-0x88]                                |   ldr x1, [x29, #0x90]
;;       add rax, rcx                                       |   add x0, x0, x1
;;   local.get 17
;;   i64.add
;;       mov rcx, [rbp-0x90]                                |   ldr x1, [x29, #0x98]
;;       add rax, rcx                                       |   add x0, x0, x1
;;   local.get 18
;;   i64.add
;;       mov rcx, [rbp-0x98]                                |   ldr x1, [x29, #0xa0]
;;       add rax, rcx                                       |   add x0, x0, x1
;;   local.get 19
;;   i64.add
;;       mov rcx, [rbp-0xa0]                                |   ldr x1, [x29, #0xa8]
;;       add rax, rcx                                       |   add x0, x0, x1
;;   end
;;       leave                                              |   ldp x29, x30, [sp], #0xd0
;;       ret                                                |   ret
;;   out of line: (prologue)
;;     L1:                                                  | L1:
;;       mov rsp, rbp                                       |   mov sp, x29
;;       ud2  ; call stack exhausted                        |   udf #0  ; call stack exhausted
