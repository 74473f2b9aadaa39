;; Calls inside the module: arguments and results in registers.
(module
  (memory 1)
  (func $none)
  (func $one (param i32) (result i32) (local.get 0))
  (func $two (param i32 i32) (result i32) (i32.sub (local.get 0) (local.get 1)))
  (func $two_floats (param f64 f64) (result f64) (f64.sub (local.get 0) (local.get 1)))
  (func $call_none (call $none))
  (func $call_const (result i32) (call $one (i32.const 5)))
  (func $call_param (param i32) (result i32) (call $one (local.get 0)))
  (func $call_two (param i32 i32) (result i32) (call $two (local.get 0) (local.get 1)))
  ;; Parallel moves: a cycle.
  (func $call_swapped (param i32 i32) (result i32) (call $two (local.get 1) (local.get 0)))
  (func $call_sums (param i32 i32) (result i32)
    (call $two (i32.add (local.get 0) (local.get 1)) (i32.sub (local.get 0) (local.get 1))))
  (func $call_load (param i32) (result i32) (call $one (i32.load (local.get 0))))
  (func $call_compare (param i32 i32) (result i32)
    (call $one (i32.lt_s (local.get 0) (local.get 1))))
  (func $call_floats (param f64 f64) (result f64) (call $two_floats (local.get 1) (local.get 0)))
  (func $call_call (param i32) (result i32) (call $one (call $one (local.get 0))))
  ;; What is on the stack waits in the frame.
  (func $value_across (param i32 i32) (result i32)
    (i32.add (i32.mul (local.get 0) (local.get 1)) (call $one (local.get 1))))
  (func $float_across (param f64 f64) (result f64)
    (f64.add (f64.mul (local.get 0) (local.get 1)) (call $two_floats (local.get 0) (local.get 1))))
  (func $result_compared (param i32) (result i32)
    (if (result i32) (call $one (local.get 0)) (then (i32.const 1)) (else (i32.const 2))))
  (func $dropped (param i32) (drop (call $one (local.get 0)))))
;; $none
;;     x86-64: 0 instructions, 0 bytes                      | AArch64: 0 instructions, 0 bytes
;;   end
;;
;; $one
;;     x86-64: 1 instruction, 2 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   end
;;       mov eax, edi                                       |   mov w0, w2
;;
;; $two
;;     x86-64: 2 instructions, 5 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i32.sub
;;       mov eax, edi                                       |   sub w0, w2, w3
;;       sub eax, r8d                                       |
;;   end
;;
;; $two_floats
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   f64.sub
;;       vsubsd xmm0, xmm6, xmm7                            |   fsub d0, d2, d3
;;   end
;;
;; $call_none
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 1 instruction, 4 bytes
;;   call $none
;;       call $none                                         |   bl $none
;;   end
;;
;; $call_const
;;     x86-64: 2 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   i32.const 5
;;   call $one
;;       mov edi, 0x5                                       |   movz w2, #0x5
;;       call $one                                          |   bl $one
;;   end
;;
;; $call_param
;;     x86-64: 3 instructions, 11 bytes                     | AArch64: 3 instructions, 12 bytes
;;       mov [rbp-0x8], edi                                 |   str x2, [x29, #0x10]
;;   local.get 0
;;   call $one
;;       mov edi, [rbp-0x8]                                 |   ldr w2, [x29, #0x10]
;;       call $one                                          |   bl $one
;;   end
;;
;; $call_two
;;     x86-64: 5 instructions, 19 bytes                     | AArch64: 4 instructions, 16 bytes
;;       mov [rbp-0x8], edi                                 |   stp x2, x3, [x29, #0x10]
;;       mov [rbp-0x10], r8d                                |
;;   local.get 0
;;   local.get 1
;;   call $two
;;       mov edi, [rbp-0x8]                                 |   ldr w2, [x29, #0x10]
;;       mov r8d, [rbp-0x10]                                |   ldr w3, [x29, #0x18]
;;       call $two                                          |   bl $two
;;   end
;;
;; $call_swapped
;;     x86-64: 5 instructions, 19 bytes                     | AArch64: 4 instructions, 16 bytes
;;       mov [rbp-0x8], edi                                 |   stp x2, x3, [x29, #0x10]
;;       mov [rbp-0x10], r8d                                |
;;   local.get 1
;;   local.get 0
;;   call $two
;;       mov edi, [rbp-0x10]                                |   ldr w2, [x29, #0x18]
;;       mov r8d, [rbp-0x8]                                 |   ldr w3, [x29, #0x10]
;;       call $two                                          |   bl $two
;;   end
;;
;; $call_sums
;;     x86-64: 10 instructions, 30 bytes                    | AArch64: 9 instructions, 36 bytes
;;       mov [rbp-0x8], edi                                 |   stp x2, x3, [x29, #0x10]
;;       mov [rbp-0x10], r8d                                |
;;   local.get 0
;;   local.get 1
;;   i32.add
;;       mov eax, [rbp-0x8]                                 |   ldr w0, [x29, #0x10]
;;       mov ecx, [rbp-0x10]                                |   ldr w1, [x29, #0x18]
;;       add eax, ecx                                       |   add w0, w0, w1
;;   local.get 0
;;   local.get 1
;;   i32.sub
;;       mov edx, [rbp-0x8]                                 |   ldr w2, [x29, #0x10]
;;       sub edx, ecx                                       |   sub w2, w2, w1
;;   call $two
;;       mov edi, eax                                       |   mov w3, w2
;;       mov r8d, edx                                       |   mov w2, w0
;;       call $two                                          |   bl $two
;;   end
;;
;; $call_load
;;     x86-64: 5 instructions, 17 bytes                     | AArch64: 5 instructions, 20 bytes
;;       mov [rbp-0x8], edi                                 |   str x2, [x29, #0x10]
;;   local.get 0
;;   i32.load
;;       mov eax, [rbp-0x8]                                 |   ldr w0, [x29, #0x10]
;;       mov eax, [r15+rax]  ; out of bounds                |   ldr w0, [x27, w0, uxtw]  ; out of bounds
;;   call $one
;;       mov edi, eax                                       |   mov w2, w0
;;       call $one                                          |   bl $one
;;   end
;;
;; $call_compare
;;     x86-64: 9 instructions, 28 bytes                     | AArch64: 6 instructions, 24 bytes
;;       mov [rbp-0x8], edi                                 |   stp x2, x3, [x29, #0x10]
;;       mov [rbp-0x10], r8d                                |
;;   local.get 0
;;   local.get 1
;;   i32.lt_s
;;       mov eax, [rbp-0x8]                                 |   ldr w0, [x29, #0x10]
;;       mov ecx, [rbp-0x10]                                |   ldr w1, [x29, #0x18]
;;       cmp eax, ecx                                       |   cmp w0, w1
;;       setl dl                                            |   cset w2, lt
;;       movzx edx, dl                                      |
;;   call $one
;;       mov edi, edx                                       |   bl $one
;;       call $one                                          |
;;   end
;;
;; $call_floats
;;     x86-64: 5 instructions, 25 bytes                     | AArch64: 3 instructions, 12 bytes
;;       vmovsd [rbp-0x8], xmm6                             |   stp d2, d3, [x29, #0x10]
;;       vmovsd [rbp-0x10], xmm7                            |
;;   local.get 1
;;   local.get 0
;;   call $two_floats
;;       vmovsd xmm6, qword ptr [rbp-0x10]                  |   ldp d3, d2, [x29, #0x10]
;;       vmovsd xmm7, qword ptr [rbp-0x8]                   |   bl $two_floats
;;       call $two_floats                                   |
;;   end
;;
;; $call_call
;;     x86-64: 5 instructions, 18 bytes                     | AArch64: 5 instructions, 20 bytes
;;       mov [rbp-0x8], edi                                 |   str x2, [x29, #0x10]
;;   local.get 0
;;   call $one
;;       mov edi, [rbp-0x8]                                 |   ldr w2, [x29, #0x10]
;;       call $one                                          |   bl $one
;;   call $one
;;       mov edi, eax                                       |   mov w2, w0
;;       call $one                                          |   bl $one
;;   end
;;
;; $value_across
;;     x86-64: 11 instructions, 33 bytes                    | AArch64: 10 instructions, 40 bytes
;;       mov [rbp-0x8], edi                                 |   stp x2, x3, [x29, #0x10]
;;       mov [rbp-0x10], r8d                                |
;;   local.get 0
;;   local.get 1
;;   i32.mul
;;       mov eax, [rbp-0x8]                                 |   ldr w0, [x29, #0x10]
;;       mov ecx, [rbp-0x10]                                |   ldr w1, [x29, #0x18]
;;       imul eax, ecx                                      |   mul w0, w0, w1
;;   local.get 1
;;   call $one
;;       mov [rbp-0x18], eax                                |   str x0, [x29, #0x20]
;;       mov edi, ecx                                       |   mov w2, w1
;;       call $one                                          |   bl $one
;;   i32.add
;;       mov ecx, [rbp-0x18]                                |   ldr w1, [x29, #0x20]
;;       add ecx, eax                                       |   add w1, w1, w0
;;   end
;;       mov eax, ecx                                       |   mov w0, w1
;;
;; $float_across
;;     x86-64: 11 instructions, 52 bytes                    | AArch64: 10 instructions, 40 bytes
;;       vmovsd [rbp-0x8], xmm6                             |   stp d2, d3, [x29, #0x10]
;;       vmovsd [rbp-0x10], xmm7                            |
;;   local.get 0
;;   local.get 1
;;   f64.mul
;;       vmovsd xmm0, qword ptr [rbp-0x8]                   |   ldp d0, d1, [x29, #0x10]
;;       vmovsd xmm1, qword ptr [rbp-0x10]                  |   fmul d0, d0, d1
;;       vmulsd xmm0, xmm0, xmm1                            |
;;   local.get 0
;;   local.get 1
;;   call $two_floats
;;       vmovsd [rbp-0x18], xmm0                            |   str d0, [x29, #0x20]
;;       vmovsd xmm6, qword ptr [rbp-0x8]                   |   ldr d2, [x29, #0x10]
;;       vmovaps xmm7, xmm1                                 |   fmov d3, d1
;;       call $two_floats                                   |   bl $two_floats
;;   f64.add
;;       vaddsd xmm1, xmm0, qword ptr [rbp-0x18]            |   ldr d1, [x29, #0x20]
;;                                                          |   fadd d1, d1, d0
;;   end
;;       vmovaps xmm0, xmm1                                 |   fmov d0, d1
;;
;; $result_compared
;;     x86-64: 8 instructions, 34 bytes                     | AArch64: 7 instructions, 28 bytes
;;       mov [rbp-0x8], edi                                 |   str x2, [x29, #0x10]
;;   local.get 0
;;   call $one
;;       mov edi, [rbp-0x8]                                 |   ldr w2, [x29, #0x10]
;;       call $one                                          |   bl $one
;;   if (result i32)
;;       test eax, eax                                      |   cbz w0, L0
;;       jz L0                                              |
;;   i32.const 1
;;   else
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       jmp L1                                             |   b L1
;;   i32.const 2
;;   end
;;     L0:                                                  | L0:
;;       mov eax, 0x2                                       |   movz w0, #0x2
;;   end
;;     L1:                                                  | L1:
;;
;; $dropped
;;     x86-64: 3 instructions, 11 bytes                     | AArch64: 3 instructions, 12 bytes
;;       mov [rbp-0x8], edi                                 |   str x2, [x29, #0x10]
;;   local.get 0
;;   call $one
;;       mov edi, [rbp-0x8]                                 |   ldr w2, [x29, #0x10]
;;       call $one                                          |   bl $one
;;   drop
;;   end
